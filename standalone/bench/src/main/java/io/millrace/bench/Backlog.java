package io.millrace.bench;

import io.millrace.contracts.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How many records of a topic the groups of the running Millrace have not worked yet. */
final class Backlog implements AutoCloseable {
    private static final Duration ASK = Duration.ofMillis(500);
    private static final Duration STALL = Duration.ofMinutes(2);

    private final Admin admin;
    private final String prefix;

    Backlog(String brokers, String prefix) {
        this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers));
        this.prefix = prefix;
    }

    /** The group of a projection of ingest. */
    static String projection(String name) {
        return "ingest." + name;
    }

    /** The group of a topology, whose name has no dots. */
    static String topology(String name) {
        return name;
    }

    /** What is left for a group; the mark at the end of a transaction is not counted. */
    long of(String group, Topic topic) {
        try {
            String name = topic.name(prefix);
            Map<TopicPartition, OffsetAndMetadata> worked = admin.listConsumerGroupOffsets(group(group))
                    .partitionsToOffsetAndMetadata()
                    .get();
            Map<TopicPartition, ListOffsetsResultInfo> ends = admin.listOffsets(java.util.stream.IntStream.range(
                                    0, topic.partitions())
                            .mapToObj(partition -> new TopicPartition(name, partition))
                            .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest())))
                    .all()
                    .get();
            return ends.entrySet().stream()
                    .mapToLong(end -> {
                        OffsetAndMetadata offset = worked.get(end.getKey());
                        long left = end.getValue().offset() - (offset == null ? 0 : offset.offset());
                        return left <= 1 ? 0 : left;
                    })
                    .sum();
        } catch (ExecutionException e) {
            throw new BenchException("The broker does not tell how far " + group + " has come: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String group(String name) {
        return name.startsWith("ingest.") ? prefix + name : prefix.replace('.', '-') + name;
    }

    /** Waits until a group has worked all of a topic. */
    void awaitNone(String group, Topic topic) {
        long least = Long.MAX_VALUE;
        long changed = System.nanoTime();
        for (long left = of(group, topic); left > 0; left = of(group, topic)) {
            if (left < least) {
                least = left;
                changed = System.nanoTime();
            } else if (System.nanoTime() - changed > STALL.toNanos()) {
                throw new BenchException(group + " stands still with " + left + " records of " + topic.name(prefix));
            }
            LockSupport.parkNanos(ASK.toNanos());
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
