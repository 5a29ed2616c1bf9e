package io.millrace.feedbuilder.fanout;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Kafka's own producer, but something is done once before it commits: when all records are acknowledged and all tasks take part
 * in the transaction.
 */
public final class BeforeCommit extends DefaultKafkaClientSupplier {
    private static final AtomicReference<@Nullable Runnable> NEXT = new AtomicReference<>();

    /** Does it before the next commit. */
    static void run(Runnable what) {
        NEXT.set(what);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()) {
            @Override
            public void sendOffsetsToTransaction(
                    Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
                long tasks = offsets.keySet().stream()
                        .mapToInt(TopicPartition::partition)
                        .distinct()
                        .count();
                Runnable what = tasks == Author.PARTITIONS ? NEXT.getAndSet(null) : null;
                if (what != null) {
                    what.run();
                }
                super.sendOffsetsToTransaction(offsets, group);
            }
        };
    }
}
