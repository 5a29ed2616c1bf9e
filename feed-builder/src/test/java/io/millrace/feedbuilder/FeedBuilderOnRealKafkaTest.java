package io.millrace.feedbuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.contracts.Topic;
import io.millrace.contracts.Topics;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.event.Event;
import io.millrace.contracts.event.EventCodec;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.graph.GraphEvent;
import io.millrace.contracts.graph.GraphEvent.FollowChanged;
import io.millrace.contracts.graph.GraphEvent.Following;
import io.millrace.contracts.posts.Audience;
import io.millrace.contracts.posts.Count;
import io.millrace.contracts.posts.Like;
import io.millrace.contracts.posts.Post;
import io.millrace.contracts.posts.PostEvent;
import io.millrace.contracts.posts.PostId;
import io.millrace.contracts.posts.TimeOrderedId;
import io.millrace.feedbuilder.records.Destination;
import io.millrace.infra.testing.SharedRuntime;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/** The module as it is deployed, on a real broker; it reads what is committed, as ingest does. */
class FeedBuilderOnRealKafkaTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final OwnerId GRACE = new OwnerId("grace");

    @TempDir
    private Path home;

    private final String brokers = SharedRuntime.engines().kafka();
    private final String prefix = SharedRuntime.freshPrefix();
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    private ConfigurableApplicationContext module;
    private int sequence;

    @BeforeEach
    void open() {
        module = start();
    }

    @AfterEach
    void close() {
        module.close();
        producer.close();
    }

    @Test
    void aPostReachesFollowersInTheirPartitionsAlsoAcrossRestartsAndLostState() {
        List<OwnerId> followers = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            followers.add(new OwnerId("follower" + i));
        }
        followers.forEach(follower -> send(follow(follower, Following.FOLLOWING)));
        awaitCount(Count.Of.FOLLOWERS, GRACE.value(), 500);
        PostId first = post();
        awaitReceived(Map.of(first, 500));

        module.close();
        PostId second = post();
        send(follow(followers.get(0), Following.NONE));
        module = start();
        awaitCount(Count.Of.FOLLOWERS, GRACE.value(), 499);

        module.close();
        // The state is lost; its name as a member is kept, for else its partitions wait for a session to end.
        for (String lost : List.of("feed-control", "feed-worker")) {
            FileSystemUtils.deleteRecursively(home.resolve("streams")
                    .resolve(prefix.replace('.', '-') + lost)
                    .toFile());
        }
        module = start();
        PostId third = post();
        Map<PostId, Integer> received = awaitReceived(Map.of(first, 500, third, 499));
        // One post and the end of one edge were waiting in two topics, of which either may be read first.
        assertThat(received.get(second)).isBetween(499, 500);
        assertThat(received).hasSize(3);
    }

    @Test
    void aPostThatIsCutInSlicesReachesEveryFollower() {
        module.close();
        module = start("millrace.fanout.at-once=1");
        for (int i = 0; i < 5_000; i++) {
            send(follow(new OwnerId("f" + i), Following.FOLLOWING));
        }
        awaitCount(Count.Of.FOLLOWERS, GRACE.value(), 5_000);
        awaitReceived(Map.of(post(), 5_000));
    }

    @Test
    void likesAreCountedOnceWhateverIsRepeatedOrTooLate() {
        PostId post = new PostId(TimeOrderedId.of(System.currentTimeMillis(), 1, 0));
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 100; i++) {
                send(new Like(post, new OwnerId("f" + i), true, now));
            }
        }
        send(new Like(post, new OwnerId("f7"), false, now.plusMillis(1)));
        send(new Like(post, new OwnerId("f8"), false, now.minusMillis(1)));
        awaitCount(Count.Of.LIKES, post.toString(), 99);
    }

    private ConfigurableApplicationContext start(String... settings) {
        Map<String, Object> all = new HashMap<>(Map.of(
                "millrace.kafka.bootstrap-servers",
                brokers,
                "millrace.topics.prefix",
                prefix,
                "millrace.home",
                home.toString(),
                "millrace.fanout.standbys",
                0,
                "millrace.fanout.state-memory",
                "16MB"));
        for (String setting : settings) {
            all.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        return new SpringApplicationBuilder(FeedBuilderModule.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .properties(all)
                .run();
    }

    private static FollowChanged follow(OwnerId follower, Following state) {
        return new FollowChanged(follower, GRACE, state, Instant.now());
    }

    private PostId post() {
        PostId id = new PostId(TimeOrderedId.of(System.currentTimeMillis(), 1, sequence++));
        send(
                Topics.POSTS,
                GRACE.value(),
                EventFamily.POSTS,
                new PostEvent.PostCreated(new Post(
                        id, GRACE, "title", null, List.of(), Set.of(), Audience.PUBLIC, Post.State.READY, null, 1)));
        return id;
    }

    private void send(GraphEvent event) {
        send(Topics.GRAPH, event.subject().value(), EventFamily.GRAPH, event);
    }

    private void send(Like like) {
        send(Topics.LIKES, like.post().toString(), EventFamily.LIKES, like);
    }

    private <E> void send(Topic topic, String partitionedBy, EventFamily<E> family, E event) {
        EventCodec<E> codec = new EventCodec<>(family);
        int partition = Destination.partition(partitionedBy, topic.partitions());
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topic.name(prefix), partition, "key".getBytes(StandardCharsets.UTF_8), codec.value(event));
        codec.headers(new Event<>("id", "/test", Instant.now(), event)).forEach(record.headers()::add);
        producer.send(record);
        if (topic == Topics.POSTS) {
            producer.flush();
        }
    }

    /** Waits until at least that many have received the posts; tells how many did. */
    private Map<PostId, Integer> awaitReceived(Map<PostId, Integer> atLeast) {
        Map<PostId, Integer> received = new HashMap<>();
        await().atMost(PATIENCE).untilAsserted(() -> {
            received.clear();
            received.putAll(received());
            atLeast.forEach((post, count) -> assertThat(received).containsEntry(post, count));
        });
        return received;
    }

    private Map<PostId, Integer> received() {
        Map<PostId, Integer> received = new HashMap<>();
        for (Topic topic : List.of(Topics.FEED_DELIVERIES, Topics.FEED_BULK_DELIVERIES)) {
            read(topic, EventFamily.DELIVERIES, (partition, delivery) -> {
                assertThat(delivery.followers())
                        .allMatch(follower -> Destination.partition(follower.value(), topic.partitions()) == partition);
                delivery.posts()
                        .forEach(post ->
                                received.merge(post, delivery.followers().size(), Integer::sum));
            });
        }
        return received;
    }

    private void awaitCount(Count.Of of, String subject, long value) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            Map<String, Long> counts = new LinkedHashMap<>();
            read(Topics.COUNTS, EventFamily.COUNTS, (partition, count) -> {
                if (count.of() == of) {
                    counts.put(count.subject(), count.value());
                }
            });
            assertThat(counts).containsEntry(subject, value);
        });
    }

    private interface Reader<E> {
        void read(int partition, E event);
    }

    private <E> void read(Topic topic, EventFamily<E> family, Reader<E> reader) {
        EventCodec<E> codec = new EventCodec<>(family);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        brokers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name(prefix)).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record -> reader.read(
                                record.partition(),
                                codec.read(
                                                name -> record.headers()
                                                        .lastHeader(name)
                                                        .value(),
                                                record.value())
                                        .data()));
            }
        }
    }
}
