package io.millrace.analytics.quotas;

import io.millrace.contracts.Topics;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.telemetry.Grain;
import io.millrace.contracts.telemetry.Rollup;
import io.millrace.contracts.usage.Usage;
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
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.Stores;

/**
 * Links, pastes, posts and counted visits in, usage out. What an owner uses is spread over the partitions of four topics; each counts
 * a part of it ({@code Usage.part}) and whoever wants the whole adds the parts up, so nothing is repartitioned. Visits were
 * counted once already: the owner's rollup of an hour is the usage.
 */
public final class QuotasTopology {
    static final String LINK_USAGE = "link-usage";
    static final String PASTE_USAGE = "paste-usage";
    static final String POST_USAGE = "post-usage";
    static final String PASTE_SIZES = "paste-sizes";

    /** Parts of pastes, of visits and of posts begin there; no topic has that many partitions. */
    static final int PASTE_PARTS = 1_000;

    static final int VISIT_PARTS = 2_000;

    static final int POST_PARTS = 3_000;

    private static final HeapBounds BOUNDS = new HeapBounds(512 * 1024, 10_000);
    private static final String OWNER = "owner:";

    private final String prefix;
    private final Clock clock;

    /** @param prefix what the names of topics begin with */
    public QuotasTopology(String prefix, Clock clock) {
        this.prefix = prefix;
        this.clock = clock;
    }

    /** @param config the configuration that Kafka Streams will run with */
    public Topology build(Properties config) {
        StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(new StreamsConfig(config)));
        builder.addStateStore(new WriteBackStoreBuilder<>(LINK_USAGE, new UsageForm(0, clock), BOUNDS));
        builder.addStateStore(new WriteBackStoreBuilder<>(PASTE_USAGE, new UsageForm(PASTE_PARTS, clock), BOUNDS));
        builder.addStateStore(new WriteBackStoreBuilder<>(POST_USAGE, new UsageForm(POST_PARTS, clock), BOUNDS));
        builder.addStateStore(Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(PASTE_SIZES), Serdes.String(), Serdes.String()));

        builder.stream(
                        Topics.LINKS.name(prefix),
                        Consumed.with(Serdes.ByteArray(), EventDeserializer.serde(EventFamily.LINKS))
                                .withName("links"))
                .process(CountLinks::new, Named.as("count-links"), LINK_USAGE)
                .to(Topics.USAGE.name(prefix), usage("link-usages"));
        builder.stream(
                        Topics.PASTES.name(prefix),
                        Consumed.with(Serdes.ByteArray(), EventDeserializer.serde(EventFamily.PASTES))
                                .withName("pastes"))
                .process(CountPastes::new, Named.as("count-pastes"), PASTE_USAGE, PASTE_SIZES)
                .to(Topics.USAGE.name(prefix), usage("paste-usages"));
        builder.stream(
                        Topics.TELEMETRY_ROLLUPS.name(prefix),
                        Consumed.with(Serdes.ByteArray(), EventDeserializer.serde(EventFamily.ROLLUPS))
                                .withName("rollups"))
                .process(OfVisits::new, Named.as("of-visits"))
                .to(Topics.USAGE.name(prefix), usage("visit-usages"));
        // Last, so that the stores of the others stay where they are.
        builder.stream(
                        Topics.POSTS.name(prefix),
                        Consumed.with(Serdes.ByteArray(), EventDeserializer.serde(EventFamily.POSTS))
                                .withName("posts"))
                .process(CountPosts::new, Named.as("count-posts"), POST_USAGE)
                .to(Topics.USAGE.name(prefix), usage("post-usages"));
        return builder.build(config);
    }

    private static Produced<String, byte[]> usage(String name) {
        return Produced.with(Serdes.String(), Serdes.ByteArray()).withName(name);
    }

    /** The visits of an owner in an hour are the redirects that they use. */
    private static final class OfVisits extends ContextualProcessor<byte[], Rollup, String, byte[]> {
        @Override
        public void process(Record<byte[], Rollup> record) {
            Rollup rollup = record.value();
            if (rollup != null
                    && rollup.grain() == Grain.HOUR
                    && rollup.subject().value().startsWith(OWNER)) {
                context()
                        .forward(UsageRecords.of(
                                new Usage(
                                        new OwnerId(rollup.subject().value().substring(OWNER.length())),
                                        rollup.start(),
                                        VISIT_PARTS + rollup.part(),
                                        rollup.revision(),
                                        0,
                                        rollup.total(),
                                        0),
                                context().currentSystemTimeMs()));
            }
        }
    }
}
