package io.millrace.feedbuilder.fanout;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.contracts.Topic;
import io.millrace.contracts.Topics;
import io.millrace.contracts.event.Event;
import io.millrace.contracts.event.EventCodec;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.feed.Delivery;
import io.millrace.contracts.feed.PullPost;
import io.millrace.contracts.graph.GraphEvent;
import io.millrace.contracts.posts.Count;
import io.millrace.contracts.posts.PostEvent;
import io.millrace.streams.StreamsProperties;
import io.millrace.streams.StreamsSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Properties;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.test.TestRecord;

/** Control and worker without a broker, on stores in memory, since each record is committed; tasks wait in a line for each partition until they are worked, as in the log. */
final class FanoutHarness implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-03-04T05:06:07.089Z");

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final TopologyTestDriver control;
    final TopologyTestDriver worker;
    final List<Deque<TestRecord<byte[], byte[]>>> lines = new ArrayList<>();
    private final TestInputTopic<byte[], byte[]> posts;
    private final TestInputTopic<byte[], byte[]> graph;
    private final TestInputTopic<byte[], byte[]> tasks;
    private final TestOutputTopic<byte[], byte[]> decided;
    private final EventCodec<PostEvent> postCodec = new EventCodec<>(EventFamily.POSTS);
    private final EventCodec<GraphEvent> graphCodec = new EventCodec<>(EventFamily.GRAPH);

    FanoutHarness(Path directory, FanoutSettings settings) {
        Properties controlConfig = config(directory, "control");
        Properties workerConfig = config(directory, "worker");
        control = new TopologyTestDriver(control(settings, meters).build(controlConfig), controlConfig, NOW);
        worker = new TopologyTestDriver(worker(settings, meters).build(workerConfig), workerConfig, NOW);
        posts = input(control, Topics.POSTS);
        graph = input(control, Topics.GRAPH);
        tasks = input(worker, Topics.FEED_FANOUT);
        decided = output(control, Topics.FEED_FANOUT);
        for (int p = 0; p < Author.PARTITIONS; p++) {
            lines.add(new ArrayDeque<>());
        }
    }

    static ControlTopology control(FanoutSettings settings, SimpleMeterRegistry meters) {
        return new ControlTopology(settings, meters, Clock.fixed(NOW, ZoneOffset.UTC), Stores::inMemoryKeyValueStore);
    }

    static WorkerTopology worker(FanoutSettings settings, SimpleMeterRegistry meters) {
        return new WorkerTopology(settings, meters, Stores::inMemoryKeyValueStore);
    }

    static Properties config(Path directory, String application) {
        return StreamsProperties.of(new StreamsSettings(
                application, "nowhere:1", directory, 1, Duration.ofMillis(50), 0, "dead-letters", 8 * 1024 * 1024));
    }

    static Topology described(Path directory, boolean ofControl) {
        Properties config = config(directory, "test");
        FanoutSettings settings = FanoutSettings.defaults();
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        return ofControl
                ? control(settings, meters).build(config)
                : worker(settings, meters).build(config);
    }

    void send(PostEvent event) {
        posts.pipeInput(new TestRecord<>(null, postCodec.value(event), headers(postCodec, event), NOW));
        line();
    }

    void send(GraphEvent event) {
        graph.pipeInput(new TestRecord<>(null, graphCodec.value(event), headers(graphCodec, event), NOW));
        line();
    }

    private void line() {
        decided.readRecordsToList().forEach(record -> {
            String key = new String(record.key(), StandardCharsets.UTF_8);
            int bucket = Integer.parseInt(key.substring(key.indexOf('/') + 1));
            lines.get(bucket % Author.PARTITIONS).add(record);
        });
    }

    /** Works some of the tasks of some of the partitions. */
    void workSome(RandomGenerator random) {
        Deque<TestRecord<byte[], byte[]>> line = lines.get(random.nextInt(lines.size()));
        for (int n = random.nextInt(4); n > 0 && !line.isEmpty(); n--) {
            work(line.remove());
        }
    }

    void workAll() {
        lines.forEach(line -> {
            while (!line.isEmpty()) {
                work(line.remove());
            }
        });
    }

    private void work(TestRecord<byte[], byte[]> task) {
        tasks.pipeInput(new TestRecord<>(task.key(), task.value(), task.headers(), NOW));
    }

    /** What was delivered since the last call. */
    List<Delivery> deliveries() {
        List<Delivery> all = read(control, Topics.FEED_DELIVERIES, EventFamily.DELIVERIES);
        all.addAll(read(worker, Topics.FEED_DELIVERIES, EventFamily.DELIVERIES));
        all.addAll(bulkDeliveries());
        return all;
    }

    /** Those of them that are apart from those of others, unless {@link #deliveries} gave them. */
    List<Delivery> bulkDeliveries() {
        return read(worker, Topics.FEED_BULK_DELIVERIES, EventFamily.DELIVERIES);
    }

    List<PullPost> pullPosts() {
        return read(control, Topics.FEED_PULL_AUTHORS, EventFamily.PULL_POSTS);
    }

    List<Count> counts() {
        return read(control, Topics.COUNTS, EventFamily.COUNTS);
    }

    static <E> Headers headers(EventCodec<E> codec, E event) {
        RecordHeaders headers = new RecordHeaders();
        codec.headers(new Event<>("id", "/test", NOW, event)).forEach(headers::add);
        return headers;
    }

    private static <E> List<E> read(TopologyTestDriver driver, Topic topic, EventFamily<E> family) {
        EventCodec<E> codec = new EventCodec<>(family);
        List<E> events = new ArrayList<>();
        TestOutputTopic<byte[], byte[]> output = output(driver, topic);
        output.readRecordsToList()
                .forEach(record -> events.add(
                        codec.read(name -> record.headers().lastHeader(name).value(), record.value())
                                .data()));
        return events;
    }

    private static TestInputTopic<byte[], byte[]> input(TopologyTestDriver driver, Topic topic) {
        return driver.createInputTopic(
                topic.name(Topics.DEFAULT_PREFIX), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static TestOutputTopic<byte[], byte[]> output(TopologyTestDriver driver, Topic topic) {
        return driver.createOutputTopic(
                topic.name(Topics.DEFAULT_PREFIX), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public void close() {
        control.close();
        worker.close();
    }
}
