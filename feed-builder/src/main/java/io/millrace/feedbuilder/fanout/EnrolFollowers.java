package io.millrace.feedbuilder.fanout;

import static io.millrace.feedbuilder.fanout.Edges.micros;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.feed.Delivery;
import io.millrace.contracts.feed.FanoutTask;
import io.millrace.contracts.graph.GraphEvent;
import io.millrace.contracts.graph.GraphEvent.Following;
import io.millrace.contracts.posts.PostId;
import io.millrace.feedbuilder.counts.CountForm;
import io.millrace.feedbuilder.counts.Tally;
import io.millrace.feedbuilder.fanout.Edges.Edge;
import io.millrace.feedbuilder.records.Destination;
import io.millrace.feedbuilder.records.Outgoing;
import io.millrace.streams.writeback.NodeForward;
import io.millrace.streams.writeback.WriteBackStore;
import java.util.List;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Has those who begin to follow an author, or return, become members of a bucket and receive what the author posted lately,
 * and those who end it or fall asleep leave; counts who follows.
 */
final class EnrolFollowers extends NamingProcessor<GraphEvent> implements GraphEvent.Handler<Void> {
    /** How many posts somebody who begins to follow receives. */
    static final int BACK_FILLED = 30;

    private final Outgoing outgoing = new Outgoing("/feed-builder/graph");
    private final FanoutSettings settings;
    private final Counter backFilled;
    private WriteBackStore<String, Author> authors;
    private Edges edges;
    private Buckets buckets;
    private StampedPosts posts;
    private WriteBackStore<String, Tally> followers;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
    EnrolFollowers(FanoutSettings settings, MeterRegistry meters) {
        this.settings = settings;
        this.backFilled = meters.counter("millrace.feed.backfilled");
    }

    @Override
    public void init(ProcessorContext<Destination, byte[]> context) {
        super.init(context);
        edges = new Edges(context.getStateStore(ControlTopology.EDGES));
        authors = context.getStateStore(ControlTopology.AUTHORS);
        WriteBackStore<BucketKey, Room> rooms = context.getStateStore(ControlTopology.ROOMS);
        authors.onFull(context::commit);
        rooms.onFull(context::commit);
        buckets = new Buckets(authors, rooms, settings.bucketSize());
        posts = new StampedPosts(context.getStateStore(ControlTopology.POSTS));
        followers = context.getStateStore(ControlTopology.FOLLOWERS);
        followers.onFull(context::commit);
        NodeForward<Destination, byte[]> onward = new NodeForward<>(context);
        followers.onFlush((author, count) -> onward.forward(
                outgoing.count(CountForm.count(count), count, context.currentSystemTimeMs()), ControlTopology.COUNTS));
    }

    @Override
    void decide(GraphEvent event) {
        event.accept(this);
    }

    /** That neither follows the other any more is told by events of their own. */
    @Override
    public Void block(GraphEvent.BlockChanged event) {
        return null;
    }

    @Override
    public Void follow(GraphEvent.FollowChanged event) {
        Edge before = edges.find(event.followee(), event.follower());
        long at = micros(event.at());
        if (at <= before.at()) {
            return null;
        }
        int bucket = before.bucket();
        boolean enters = event.state() == Following.FOLLOWING && bucket == Author.NONE;
        boolean leaves = event.state() != Following.FOLLOWING && bucket != Author.NONE;
        if (leaves) {
            withdraw(event, bucket);
            bucket = Author.NONE;
        } else if (enters) {
            bucket = enrol(event);
        }
        edges.put(event.followee(), event.follower(), new Edge(at, event.state(), bucket));
        int change = (event.state().follows() ? 1 : 0) - (before.state().follows() ? 1 : 0);
        if (change != 0) {
            followers.edit(event.followee().value()).add(change);
        }
        return null;
    }

    private int enrol(GraphEvent.FollowChanged event) {
        OwnerId author = event.followee();
        int partition = Destination.partition(event.follower().value(), Author.PARTITIONS);
        int bucket = buckets.take(author.value(), partition);
        forward(new FanoutTask.Enrol(author, bucket, event.follower()));
        List<PostId> recent = posts.pushed(author, authors.edit(author.value()).passed(event.at()), BACK_FILLED);
        if (!recent.isEmpty()) {
            Delivery delivery = new Delivery(author, recent, List.of(event.follower()));
            context().forward(outgoing.delivery(delivery, partition, nextId(), now()), ControlTopology.DELIVERIES);
            backFilled.increment(recent.size());
        }
        return bucket;
    }

    private void withdraw(GraphEvent.FollowChanged event, int bucket) {
        buckets.leave(event.followee().value(), bucket);
        forward(new FanoutTask.Withdraw(event.followee(), bucket, event.follower()));
    }

    private void forward(FanoutTask task) {
        context().forward(outgoing.task(task, nextId(), now()), ControlTopology.TASKS);
    }
}
