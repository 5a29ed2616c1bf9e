package io.millrace.feedbuilder;

import io.millrace.contracts.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The configuration of the feed-builder, under {@code millrace}.
 *
 * @param home the directory for local state
 * @param kafka where the log is
 * @param topics how its topics are called
 * @param fanout what concerns the feed-builder alone
 */
@ConfigurationProperties("millrace")
public record FeedBuilderProperties(
        @DefaultValue("./.millrace") Path home,
        @DefaultValue Kafka kafka,
        @DefaultValue TopicNames topics,
        @DefaultValue Fanout fanout) {

    /** The brokers as Kafka's clients take them: {@code host:port,...}. */
    public String brokers() {
        return String.join(",", kafka.bootstrapServers());
    }

    /** @param bootstrapServers brokers as {@code host:port} */
    public record Kafka(@DefaultValue("localhost:9092") List<String> bootstrapServers) {}

    /** @param prefix what the names of topics begin with */
    public record TopicNames(
            @DefaultValue(Topics.DEFAULT_PREFIX) String prefix) {}

    /**
     * @param threads how many partitions of tasks are worked on at once
     * @param commitInterval how long decisions and deliveries wait before others see them, 10 ms to 10 s
     * @param standbys how many other instances keep a copy of each partition's state
     * @param stateMemory what RocksDB may hold in memory
     * @param heap what the members of buckets may take in the heap beside those that are about to be written
     * @param pullFrom an author with that many followers is pulled from the next post on
     * @param pushBelow an author with fewer followers is pushed again from the next post on; at most {@code pull-from}
     * @param dwell how long an author stays in a mode at least
     * @param atOnce up to how many buckets of 256 followers a worker takes in one step
     * @param slice how many it takes in one step of a post that has more; the rest waits behind the posts of others. One post
     *     takes about {@code slice * 256 * 6} deliveries in each commit interval then
     */
    public record Fanout(
            @DefaultValue("2") int threads,
            @DefaultValue("50ms") Duration commitInterval,
            @DefaultValue("1") int standbys,
            @DefaultValue("64MB") DataSize stateMemory,
            @DefaultValue("64MB") DataSize heap,
            @DefaultValue("10000") long pullFrom,
            @DefaultValue("8000") long pushBelow,
            @DefaultValue("24h") Duration dwell,
            @DefaultValue("8") int atOnce,
            @DefaultValue("1") int slice) {}
}
