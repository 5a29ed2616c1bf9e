package io.millrace.feedbuilder.counts;

import io.millrace.contracts.Topics;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.posts.Count;
import io.millrace.feedbuilder.records.Destination;
import io.millrace.streams.EventDeserializer;
import java.time.Clock;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.state.Stores;

/** Likes in, how many like a post out. */
public final class CountsTopology {
    static final String LIKES = "likes-said";
    static final String COUNTS = "like-counts";

    private final String prefix;
    private final Clock clock;

    /** @param prefix what the names of topics begin with */
    public CountsTopology(String prefix, Clock clock) {
        this.prefix = prefix;
        this.clock = clock;
    }

    /** @param config the configuration that Kafka Streams will run with */
    public Topology build(Properties config) {
        return new Topology(new TopologyConfig(new StreamsConfig(config)))
                .addSource(
                        "likes",
                        new ByteArrayDeserializer(),
                        EventDeserializer.serde(EventFamily.LIKES).deserializer(),
                        Topics.LIKES.name(prefix))
                .addProcessor("count-likes", CountLikes::new, "likes")
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(LIKES), Serdes.Bytes(), Serdes.ByteArray()),
                        "count-likes")
                .addStateStore(
                        CountForm.store(Stores.persistentKeyValueStore(COUNTS), Count.Of.LIKES, clock), "count-likes")
                .addSink(
                        "counts",
                        Topics.COUNTS.name(prefix),
                        Destination.KEY,
                        new ByteArraySerializer(),
                        Destination.PARTITION,
                        "count-likes");
    }
}
