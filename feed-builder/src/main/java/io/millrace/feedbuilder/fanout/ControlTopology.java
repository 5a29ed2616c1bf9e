package io.millrace.feedbuilder.fanout;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.contracts.Topic;
import io.millrace.contracts.Topics;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.posts.Count;
import io.millrace.feedbuilder.counts.CountForm;
import io.millrace.feedbuilder.records.Destination;
import io.millrace.streams.EventDeserializer;
import java.time.Clock;
import java.util.Properties;
import java.util.function.Function;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Posts and graph in; tasks, back-fills, posts to be pulled and counts of followers out. Both topics are partitioned by author,
 * so all that is known of an author is in one place and changes in one order.
 */
public final class ControlTopology {
    static final String AUTHORS = "authors";
    static final String ROOMS = "rooms";
    static final String EDGES = "edges";
    static final String POSTS = "posts-stamped";
    static final String FOLLOWERS = "follower-counts";

    static final String TASKS = "tasks";
    static final String DELIVERIES = "back-fills";
    static final String PULL_POSTS = "pull-posts";
    static final String COUNTS = "counts";

    private static final String STAMP_POSTS = "stamp-posts";
    private static final String ENROL_FOLLOWERS = "enrol-followers";

    private final FanoutSettings settings;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Function<String, KeyValueBytesStoreSupplier> stores;

    public ControlTopology(FanoutSettings settings, MeterRegistry meters, Clock clock) {
        this(settings, meters, clock, Stores::persistentKeyValueStore);
    }

    /** @param stores makes the store of a name */
    ControlTopology(
            FanoutSettings settings,
            MeterRegistry meters,
            Clock clock,
            Function<String, KeyValueBytesStoreSupplier> stores) {
        this.stores = stores;
        this.settings = settings;
        this.meters = meters;
        this.clock = clock;
    }

    /** @param config the configuration that Kafka Streams will run with */
    public Topology build(Properties config) {
        Topology topology = new Topology(new TopologyConfig(new StreamsConfig(config)));
        source(topology, "posts", EventFamily.POSTS, Topics.POSTS);
        source(topology, "graph", EventFamily.GRAPH, Topics.GRAPH);
        topology.addProcessor(STAMP_POSTS, () -> new StampPosts(settings, meters), "posts");
        topology.addProcessor(ENROL_FOLLOWERS, () -> new EnrolFollowers(settings, meters), "graph");
        topology.addStateStore(Author.store(stores.apply(AUTHORS)), STAMP_POSTS, ENROL_FOLLOWERS);
        topology.addStateStore(
                CountForm.store(stores.apply(FOLLOWERS), Count.Of.FOLLOWERS, clock), STAMP_POSTS, ENROL_FOLLOWERS);
        topology.addStateStore(rows(POSTS), STAMP_POSTS, ENROL_FOLLOWERS);
        topology.addStateStore(rows(EDGES), ENROL_FOLLOWERS);
        topology.addStateStore(Room.store(stores.apply(ROOMS)), ENROL_FOLLOWERS);
        sink(topology, TASKS, Topics.FEED_FANOUT, STAMP_POSTS, ENROL_FOLLOWERS);
        sink(topology, PULL_POSTS, Topics.FEED_PULL_AUTHORS, STAMP_POSTS);
        sink(topology, DELIVERIES, Topics.FEED_DELIVERIES, ENROL_FOLLOWERS);
        sink(topology, COUNTS, Topics.COUNTS, ENROL_FOLLOWERS);
        return topology;
    }

    private <E> void source(Topology topology, String name, EventFamily<E> family, Topic topic) {
        topology.addSource(
                name,
                new ByteArrayDeserializer(),
                EventDeserializer.serde(family).deserializer(),
                topic.name(settings.prefix()));
    }

    private void sink(Topology topology, String name, Topic topic, String... parents) {
        topology.addSink(
                name,
                topic.name(settings.prefix()),
                Destination.KEY,
                new ByteArraySerializer(),
                Destination.PARTITION,
                parents);
    }

    private StoreBuilder<KeyValueStore<Bytes, byte[]>> rows(String name) {
        return Stores.keyValueStoreBuilder(stores.apply(name), Serdes.Bytes(), Serdes.ByteArray());
    }
}
