package io.millrace.analytics.trending;

import io.millrace.contracts.Topics;
import io.millrace.contracts.event.EventFamily;
import io.millrace.streams.EventDeserializer;
import io.millrace.streams.writeback.HeapBounds;
import io.millrace.streams.writeback.WriteBackStoreBuilder;
import java.time.Clock;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.Stores;

/**
 * Posts in, the tags that are on most public posts of each hour out. Posts are in the partition of their authors, so what each
 * changes goes to the partition of its tag, where the tag is counted as a whole and the first of each part are known exactly.
 */
public final class TrendingTopology {
    static final String COUNTED_POSTS = "counted-posts";
    static final String TAG_COUNTS = "tag-counts";
    static final String RANKINGS = "rankings";

    private static final HeapBounds COUNT_BOUNDS = new HeapBounds(2 * 1024 * 1024, 10_000);
    private static final HeapBounds RANKING_BOUNDS = new HeapBounds(1024 * 1024, 10_000);

    private final String prefix;
    private final Clock clock;

    /** @param prefix what the names of topics begin with */
    public TrendingTopology(String prefix, Clock clock) {
        this.prefix = prefix;
        this.clock = clock;
    }

    /** @param config the configuration that Kafka Streams will run with */
    public Topology build(Properties config) {
        StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(new StreamsConfig(config)));
        builder.addStateStore(Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(COUNTED_POSTS), Serdes.Bytes(), Serdes.ByteArray()));
        builder.addStateStore(new WriteBackStoreBuilder<>(TAG_COUNTS, new TagCount.Form(), COUNT_BOUNDS));
        builder.addStateStore(new WriteBackStoreBuilder<>(RANKINGS, new RankingForm(clock), RANKING_BOUNDS));

        builder.stream(
                        Topics.POSTS.name(prefix),
                        Consumed.with(Serdes.ByteArray(), EventDeserializer.serde(EventFamily.POSTS))
                                .withName("posts"))
                .process(FollowPosts::new, Named.as("follow-posts"), COUNTED_POSTS)
                .repartition(Repartitioned.with(Serdes.String(), TagChange.SERDE)
                        .withName("tags")
                        .withNumberOfPartitions(Topics.TRENDING.partitions()))
                .process(CountTags::new, Named.as("count-tags"), TAG_COUNTS, RANKINGS)
                .to(
                        Topics.TRENDING.name(prefix),
                        Produced.with(Serdes.String(), Serdes.ByteArray()).withName("trending"));
        return builder.build(config);
    }
}
