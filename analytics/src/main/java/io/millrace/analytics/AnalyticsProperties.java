package io.millrace.analytics;

import io.millrace.contracts.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The configuration of analytics, under {@code millrace}.
 *
 * @param home the directory for local state
 * @param kafka where the log is
 * @param topics how its topics are called
 * @param analytics what concerns analytics alone
 */
@ConfigurationProperties("millrace")
public record AnalyticsProperties(
        @DefaultValue("./.millrace") Path home,
        @DefaultValue Kafka kafka,
        @DefaultValue TopicNames topics,
        @DefaultValue Analytics analytics) {

    /** The brokers as Kafka's clients take them: {@code host:port,...}. */
    public String brokers() {
        return String.join(",", kafka.bootstrapServers());
    }

    /**
     * Not a single text: Spring Boot would make the whole of this from a variable {@code MILLRACE_KAFKA}, which is another
     * thing, and pass over what was set.
     *
     * @param bootstrapServers brokers as {@code host:port}
     */
    public record Kafka(@DefaultValue("localhost:9092") List<String> bootstrapServers) {}

    /** @param prefix what the names of topics begin with */
    public record TopicNames(
            @DefaultValue(Topics.DEFAULT_PREFIX) String prefix) {}

    /**
     * @param threads how many partitions are worked on at once
     * @param commitInterval how often counts are written and committed, 10 ms to 10 s
     * @param standbys how many other instances keep a copy of each partition's state
     * @param stateMemory what RocksDB may hold in memory
     * @param heap what counts may take in the heap beside those that are about to be written
     */
    public record Analytics(
            @DefaultValue("2") int threads,
            @DefaultValue("500ms") Duration commitInterval,
            @DefaultValue("1") int standbys,
            @DefaultValue("64MB") DataSize stateMemory,
            @DefaultValue("64MB") DataSize heap) {}
}
