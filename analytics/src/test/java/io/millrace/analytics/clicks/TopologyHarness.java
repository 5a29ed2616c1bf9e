package io.millrace.analytics.clicks;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.contracts.Topics;
import io.millrace.contracts.clicks.Click;
import io.millrace.contracts.event.EventCodec;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.telemetry.Grain;
import io.millrace.contracts.telemetry.Rollup;
import io.millrace.contracts.telemetry.Subject;
import io.millrace.streams.StreamsProperties;
import io.millrace.streams.StreamsSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The clicks topology without a broker. It commits after each record. */
final class TopologyHarness implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-03-04T05:06:07.089Z");
    private static final EventCodec<Rollup> ROLLUPS = new EventCodec<>(EventFamily.ROLLUPS);

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> clicks;
    private final TestOutputTopic<String, byte[]> rollups;
    private final Map<String, Rollup> last = new LinkedHashMap<>();

    TopologyHarness(Path directory) {
        Properties config = config(directory);
        driver = new TopologyTestDriver(topology(config, meters), config, NOW);
        clicks = driver.createInputTopic(
                Topics.CLICKS.name(Topics.DEFAULT_PREFIX), new ByteArraySerializer(), new ByteArraySerializer());
        rollups = driver.createOutputTopic(
                Topics.TELEMETRY_ROLLUPS.name(Topics.DEFAULT_PREFIX),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    static Topology topology(Properties config, SimpleMeterRegistry meters) {
        return new ClicksTopology(ClicksSettings.defaults(), meters, Clock.fixed(NOW, ZoneOffset.UTC)).build(config);
    }

    static Properties config(Path directory) {
        return StreamsProperties.of(new StreamsSettings(
                "test", "nowhere:1", directory, 1, Duration.ofMillis(500), 0, deadLetterTopic(), 8 * 1024 * 1024));
    }

    private static String deadLetterTopic() {
        return Topics.CLICKS.deadLetterName(Topics.DEFAULT_PREFIX, Topics.ANALYTICS);
    }

    void send(Click click) {
        send(Clicks.headers(click), Clicks.value(click));
    }

    void send(Headers headers, byte[] value) {
        clicks.pipeInput(new TestRecord<>(null, value, headers, NOW));
    }

    /** The last rollup of each key. */
    Map<String, Rollup> rollups() {
        rollups.readRecordsToList().forEach(record -> {
            var event = ROLLUPS.read(name -> record.headers().lastHeader(name).value(), record.value());
            last.put(record.key(), event.data());
        });
        return last;
    }

    Rollup rollup(Subject subject, Grain grain, Instant at) {
        return rollups().get(subject + "|" + grain.name().toLowerCase() + "|" + grain.startOf(at) + "|0");
    }

    double metric(String name) {
        return meters.counter(name).count();
    }

    @Override
    public void close() {
        driver.close();
    }
}
