package io.millrace.feedbuilder.counts;

import io.millrace.contracts.Topic;
import io.millrace.contracts.Topics;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.posts.Count;
import io.millrace.feedbuilder.records.Destination;
import io.millrace.streams.EventDeserializer;
import io.millrace.streams.writeback.WriteBackStoreBuilder;
import java.time.Clock;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Likes in, how many like a post out; posts in, how many an author has out. Each by itself. */
public final class CountsTopology {
    static final String LIKES = "likes-said";
    static final String LIKE_COUNTS = "like-counts";
    static final String POSTS = "posts-told";
    static final String POST_COUNTS = "post-counts";

    private final String prefix;
    private final Clock clock;

    /** @param prefix what the names of topics begin with */
    public CountsTopology(String prefix, Clock clock) {
        this.prefix = prefix;
        this.clock = clock;
    }

    /** @param config the configuration that Kafka Streams will run with */
    public Topology build(Properties config) {
        Topology topology = new Topology(new TopologyConfig(new StreamsConfig(config)));
        source(topology, "likes", EventFamily.LIKES, Topics.LIKES)
                .addProcessor("count-likes", CountLikes::new, "likes")
                .addStateStore(said(LIKES), "count-likes")
                .addStateStore(counts(LIKE_COUNTS, Count.Of.LIKES), "count-likes");
        source(topology, "posts", EventFamily.POSTS, Topics.POSTS)
                .addProcessor("count-posts", CountPosts::new, "posts")
                .addStateStore(said(POSTS), "count-posts")
                .addStateStore(counts(POST_COUNTS, Count.Of.POSTS), "count-posts");
        sink(topology, "counts", "count-likes");
        return sink(topology, "counts-of-posts", "count-posts");
    }

    private Topology source(Topology topology, String name, EventFamily<?> family, Topic topic) {
        return topology.addSource(
                name,
                new ByteArrayDeserializer(),
                EventDeserializer.serde(family).deserializer(),
                topic.name(prefix));
    }

    /** One sink for both would make them one part of the topology, whose inputs must have equally many partitions. */
    private Topology sink(Topology topology, String name, String parent) {
        return topology.addSink(
                name,
                Topics.COUNTS.name(prefix),
                Destination.KEY,
                new ByteArraySerializer(),
                Destination.PARTITION,
                parent);
    }

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> said(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray());
    }

    private WriteBackStoreBuilder<String, Tally> counts(String name, Count.Of of) {
        return CountForm.store(Stores.persistentKeyValueStore(name), of, clock);
    }
}
