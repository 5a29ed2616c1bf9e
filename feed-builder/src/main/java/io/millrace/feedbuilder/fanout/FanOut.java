package io.millrace.feedbuilder.fanout;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.contracts.feed.Delivery;
import io.millrace.contracts.feed.FanoutTask;
import io.millrace.feedbuilder.records.Destination;
import io.millrace.feedbuilder.records.Outgoing;
import io.millrace.streams.writeback.WriteBackStore;
import java.util.List;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/** Keeps the members of buckets, and makes deliveries to them. */
final class FanOut extends NamingProcessor<FanoutTask> implements FanoutTask.Handler<Void> {
    private final Outgoing outgoing = new Outgoing("/feed-builder/fanout");
    private final FanoutSettings settings;
    private final Counter delivered;
    private WriteBackStore<BucketKey, Members> buckets;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
    FanOut(FanoutSettings settings, MeterRegistry meters) {
        this.settings = settings;
        this.delivered = meters.counter("millrace.feed.delivered");
    }

    @Override
    public void init(ProcessorContext<Destination, byte[]> context) {
        super.init(context);
        buckets = context.getStateStore(WorkerTopology.MEMBERS);
        buckets.onFull(context::commit);
    }

    @Override
    void decide(FanoutTask task) {
        task.accept(this);
    }

    @Override
    public Void enrol(FanoutTask.Enrol task) {
        BucketKey key = key(task, task.bucket());
        if (!buckets.read(key).has(task.follower())) {
            buckets.edit(key).add(task.follower());
        }
        return null;
    }

    @Override
    public Void withdraw(FanoutTask.Withdraw task) {
        BucketKey key = key(task, task.bucket());
        if (buckets.read(key).has(task.follower())) {
            buckets.edit(key).remove(task.follower());
        }
        return null;
    }

    /**
     * Few buckets are done at once; of many a slice, and the rest goes back to the end of the line, behind the tasks of others. What
     * an author with many buckets delivers, down to the last of them, does not stand in the way of the others' deliveries either.
     */
    @Override
    public Void deliver(FanoutTask.Deliver task) {
        int count = (task.last() - task.bucket()) / Author.PARTITIONS + 1;
        int now = count <= settings.atOnce() ? count : settings.slice();
        int all = task.last() / Author.PARTITIONS + 1;
        String sink = all <= settings.atOnce() ? WorkerTopology.DELIVERIES : WorkerTopology.BULK_DELIVERIES;
        for (int i = 0; i < now; i++) {
            deliver(task, task.bucket() + i * Author.PARTITIONS, sink);
        }
        if (now < count) {
            int next = task.bucket() + now * Author.PARTITIONS;
            FanoutTask rest = new FanoutTask.Deliver(task.author(), next, task.last(), task.post());
            context().forward(outgoing.task(rest, nextId(), now()), WorkerTopology.TASKS);
        }
        return null;
    }

    private void deliver(FanoutTask.Deliver task, int bucket, String sink) {
        Members members = buckets.read(key(task, bucket));
        if (members.count() == 0) {
            return;
        }
        byte[] value = members.delivery(task.author(), task.post());
        Delivery delivery = new Delivery(task.author(), List.of(task.post()), List.of());
        int partition = bucket % Author.PARTITIONS;
        context().forward(outgoing.delivery(delivery, value, partition, nextId(), now()), sink);
        delivered.increment(members.count());
    }

    private static BucketKey key(FanoutTask task, int bucket) {
        return new BucketKey(task.author().value(), bucket);
    }
}
