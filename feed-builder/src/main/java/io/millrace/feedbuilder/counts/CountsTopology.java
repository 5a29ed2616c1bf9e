package io.millrace.feedbuilder.counts;

import io.millrace.contracts.Topic;
import io.millrace.contracts.Topics;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.posts.Count;
import io.millrace.contracts.posts.Like;
import io.millrace.contracts.posts.PostEvent;
import io.millrace.feedbuilder.counts.CountLast.Counting;
import io.millrace.feedbuilder.records.Destination;
import io.millrace.streams.EventDeserializer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.state.Stores;

/** Likes in, how many like a post out; posts in, how many an author has out. Each by itself. */
public final class CountsTopology {
    private static final Counting<Like> LIKES = new Counting<>(
            "likes",
            "likes-said",
            "like-counts",
            CountsTopology::pair,
            like -> ChronoUnit.MICROS.between(Instant.EPOCH, like.at()),
            Like::liked,
            like -> like.post().toString());

    /** Those that reach followers. A deletion is later than any version. */
    private static final Counting<PostEvent> POSTS = new Counting<>(
            "posts",
            "posts-told",
            "post-counts",
            event -> ByteBuffer.allocate(Long.BYTES)
                    .putLong(event.post().id().value())
                    .array(),
            event -> isDeletion(event) ? Long.MAX_VALUE : event.post().version(),
            event -> !isDeletion(event) && event.post().reachesFollowers(),
            event -> event.post().author().value());

    private final String prefix;
    private final Clock clock;

    /** @param prefix what the names of topics begin with */
    public CountsTopology(String prefix, Clock clock) {
        this.prefix = prefix;
        this.clock = clock;
    }

    private static byte[] pair(Like like) {
        byte[] user = like.user().value().getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(Long.BYTES + user.length)
                .putLong(like.post().value())
                .put(user)
                .array();
    }

    private static boolean isDeletion(PostEvent event) {
        return event instanceof PostEvent.PostDeleted;
    }

    /** @param config the configuration that Kafka Streams will run with */
    public Topology build(Properties config) {
        Topology topology = new Topology(new TopologyConfig(new StreamsConfig(config)));
        add(topology, EventFamily.LIKES, Topics.LIKES, LIKES, Count.Of.LIKES, "counts");
        add(topology, EventFamily.POSTS, Topics.POSTS, POSTS, Count.Of.POSTS, "counts-of-posts");
        return topology;
    }

    /** A sink for each: with one they would be one part of the topology, whose inputs must have equally many partitions. */
    private <E> void add(
            Topology topology, EventFamily<E> family, Topic topic, Counting<E> counting, Count.Of of, String sink) {
        String processor = "count-" + counting.name();
        topology.addSource(
                        counting.name(),
                        new ByteArrayDeserializer(),
                        EventDeserializer.serde(family).deserializer(),
                        topic.name(prefix))
                .addProcessor(processor, () -> new CountLast<>(counting), counting.name())
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(counting.said()), Serdes.Bytes(), Serdes.ByteArray()),
                        processor)
                .addStateStore(CountForm.store(Stores.persistentKeyValueStore(counting.counts()), of, clock), processor)
                .addSink(
                        sink,
                        Topics.COUNTS.name(prefix),
                        Destination.KEY,
                        new ByteArraySerializer(),
                        Destination.PARTITION,
                        processor);
    }
}
