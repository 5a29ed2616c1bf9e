package io.millrace.analytics.clicks;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.analytics.agents.Agents;
import io.millrace.analytics.referrers.Referrers;
import io.millrace.contracts.Topics;
import io.millrace.contracts.clicks.Click;
import io.millrace.streams.writeback.HeapBounds;
import io.millrace.streams.writeback.WriteBackStoreBuilder;
import java.time.Clock;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;

/**
 * Clicks in, rollups out. All of it is one sub-topology without a repartition: clicks are keyed by their link, and what is
 * counted over many links is counted for each partition apart ({@code Rollup.part}).
 */
public final class ClicksTopology {
    static final String MARKS = "click-marks";
    static final String TALLIES = "click-tallies";

    private static final HeapBounds FOR_MARKS = new HeapBounds(1024 * 1024, 10_000);

    private final ClicksSettings settings;
    private final MeterRegistry meters;
    private final Clock clock;

    public ClicksTopology(ClicksSettings settings, MeterRegistry meters, Clock clock) {
        this.settings = settings;
        this.meters = meters;
        this.clock = clock;
    }

    /** @param config the configuration that Kafka Streams will run with */
    public Topology build(Properties config) {
        Describe describe = new Describe(new Agents(settings.agents()), new Referrers(settings.referrers()));
        StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(new StreamsConfig(config)));
        builder.addStateStore(new WriteBackStoreBuilder<>(MARKS, new Mark.Form(), FOR_MARKS));
        builder.addStateStore(new WriteBackStoreBuilder<>(TALLIES, new TallyForm(clock), settings.tallies()));

        builder.stream(
                        Topics.CLICKS.name(settings.prefix()),
                        Consumed.with(Serdes.ByteArray(), clicks()).withName("clicks"))
                .process(this::dropRepeats, Named.as("drop-repeats"), MARKS)
                .mapValues(describe::visit, Named.as("describe"))
                .process(this::countVisits, Named.as("count-visits"), TALLIES)
                .to(
                        Topics.TELEMETRY_ROLLUPS.name(settings.prefix()),
                        Produced.with(Serdes.String(), Serdes.ByteArray()).withName("rollups"));
        return builder.build(config);
    }

    private DropRepeats dropRepeats() {
        return new DropRepeats(meters.counter("millrace.clicks.repeated"));
    }

    private CountVisits countVisits() {
        return new CountVisits(meters.counter("millrace.clicks.misdated"));
    }

    private static Serde<Click> clicks() {
        return Serdes.serdeFrom(unwritable(), new ClickDeserializer());
    }

    private static Serializer<Click> unwritable() {
        return (topic, click) -> {
            throw new UnsupportedOperationException("Clicks are written by gateways only");
        };
    }
}
