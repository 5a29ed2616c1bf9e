package io.millrace.feedbuilder.fanout;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.contracts.Topic;
import io.millrace.contracts.Topics;
import io.millrace.contracts.event.EventFamily;
import io.millrace.feedbuilder.records.Destination;
import io.millrace.streams.EventDeserializer;
import java.util.Properties;
import java.util.function.Function;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.Stores;

/** Tasks in, deliveries out, and what is left of long tasks back into the log that they came from. */
public final class WorkerTopology {
    static final String MEMBERS = "members";
    static final String DELIVERIES = "deliveries";
    static final String BULK_DELIVERIES = "bulk-deliveries";
    static final String TASKS = "rests";

    private static final String FAN_OUT = "fan-out";

    private final FanoutSettings settings;
    private final MeterRegistry meters;
    private final Function<String, KeyValueBytesStoreSupplier> stores;

    public WorkerTopology(FanoutSettings settings, MeterRegistry meters) {
        this(settings, meters, Stores::persistentKeyValueStore);
    }

    /** @param stores makes the store of a name */
    WorkerTopology(FanoutSettings settings, MeterRegistry meters, Function<String, KeyValueBytesStoreSupplier> stores) {
        this.stores = stores;
        this.settings = settings;
        this.meters = meters;
    }

    /** @param config the configuration that Kafka Streams will run with */
    public Topology build(Properties config) {
        Topology topology = new Topology(new TopologyConfig(new StreamsConfig(config)))
                .addSource(
                        "tasks",
                        new ByteArrayDeserializer(),
                        EventDeserializer.serde(EventFamily.FANOUT).deserializer(),
                        Topics.FEED_FANOUT.name(settings.prefix()))
                .addProcessor(FAN_OUT, () -> new FanOut(settings, meters), "tasks")
                .addStateStore(Members.store(stores.apply(MEMBERS), settings.heap()), FAN_OUT);
        sink(topology, DELIVERIES, Topics.FEED_DELIVERIES);
        sink(topology, BULK_DELIVERIES, Topics.FEED_BULK_DELIVERIES);
        sink(topology, TASKS, Topics.FEED_FANOUT);
        return topology;
    }

    private void sink(Topology topology, String name, Topic topic) {
        topology.addSink(
                name,
                topic.name(settings.prefix()),
                Destination.KEY,
                new ByteArraySerializer(),
                Destination.PARTITION,
                FAN_OUT);
    }
}
