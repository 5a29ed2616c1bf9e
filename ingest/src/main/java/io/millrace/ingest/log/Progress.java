package io.millrace.ingest.log;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.kafka.common.TopicPartition;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Which partitions of its topic a projection reads on this instance, and how far its view has come in each. Thread-safe. */
final class Progress {
    private static final Duration LOOK = Duration.ofMillis(10);

    /** The offset after the last one applied, by partition; 0 until the first one is. */
    private final ConcurrentMap<Integer, Long> next = new ConcurrentHashMap<>();

    void assigned(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> next.putIfAbsent(partition.partition(), 0L));
    }

    void revoked(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> next.remove(partition.partition()));
    }

    void stopped() {
        next.clear();
    }

    void applied(int partition, long offset) {
        next.computeIfPresent(partition, (p, before) -> Math.max(before, offset + 1));
    }

    Set<Integer> partitions() {
        return Set.copyOf(next.keySet());
    }

    boolean reads(int partition) {
        return next.containsKey(partition);
    }

    /** Waits until the record is applied; false if the partition is another instance's, or the limit is reached first. */
    Mono<Boolean> reached(int partition, long offset, Duration limit) {
        return Flux.interval(Duration.ZERO, LOOK)
                .onBackpressureDrop()
                .map(look -> next.getOrDefault(partition, Long.MAX_VALUE))
                .filter(to -> to > offset)
                .next()
                .map(to -> reads(partition))
                .timeout(limit, Mono.just(false));
    }
}
