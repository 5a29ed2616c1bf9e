package io.millrace.streams;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How one Kafka Streams application runs.
 *
 * @param application names the application: its consumer group, its transactions and its internal topics
 * @param bootstrapServers brokers as {@code host:port,...}
 * @param directory where local state is kept; one process at a time
 * @param threads how many partitions are worked on at once
 * @param commitInterval how often what was counted is written and committed; what a click waits for before it is seen
 * @param standbys how many other instances keep a copy of each partition's state
 * @param deadLetters the topic for records that cannot be read
 * @param stateMemory what RocksDB may hold in memory, in bytes, for all stores of the process
 */
public record StreamsSettings(
        String application,
        String bootstrapServers,
        Path directory,
        int threads,
        Duration commitInterval,
        int standbys,
        String deadLetters,
        long stateMemory) {

    public StreamsSettings {
        if (bootstrapServers.isBlank()) {
            throw new IllegalArgumentException("millrace.kafka.bootstrap-servers is empty: name a broker as host:port");
        }
        if (threads < 1 || threads > 64) {
            throw new IllegalArgumentException("threads are 1 to 64, not " + threads);
        }
        if (commitInterval.compareTo(Duration.ofMillis(10)) < 0
                || commitInterval.compareTo(Duration.ofSeconds(10)) > 0) {
            throw new IllegalArgumentException("commit-interval is 10ms to 10s, not " + commitInterval);
        }
        if (standbys < 0 || standbys > 3) {
            throw new IllegalArgumentException("standbys are 0 to 3, not " + standbys);
        }
        if (stateMemory < 8L * 1024 * 1024) {
            throw new IllegalArgumentException("state-memory is at least 8MB, not " + stateMemory);
        }
    }
}
