package io.millrace.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.contracts.Topics;
import io.millrace.contracts.event.Event;
import io.millrace.contracts.event.EventCodec;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.links.LinkEvent;
import io.millrace.infra.testing.SharedRuntime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The tail on a real broker. */
class EntityTailTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final String topic = Topics.LINKS.name(SharedRuntime.freshPrefix());
    private final String brokers = SharedRuntime.engines().kafka();
    private final Freshness freshness = new Freshness(System::nanoTime);
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<EntityTail> tails = new ArrayList<>();

    @AfterEach
    void stop() {
        tails.forEach(EntityTail::stop);
    }

    @Test
    void whatHappensToALinkIsHeardInItsOrderAndWhatHappenedJustBeforeTheStartToo() {
        append(versions("before", 1, 5));
        start(this::consumer, this::producer);
        append(versions("after", 1, 50));
        await().atMost(SOON).until(() -> heard.size() == 55);
        assertThat(heard)
                .filteredOn(text -> text.startsWith("before"))
                .containsExactlyElementsOf(names("before", 1, 5));
        assertThat(heard).filteredOn(text -> text.startsWith("after")).containsExactlyElementsOf(names("after", 1, 50));
    }

    @Test
    void itIsFreshWhileItsTicksComeBackAndNotForLong() {
        assertThat(freshness.isFresh()).isFalse();
        assertThat(freshness.isStarted()).isFalse();
        EntityTail tail = start(this::consumer, this::producer);
        await().atMost(SOON).until(freshness::isFresh);
        assertThat(heard).isEmpty();
        tail.stop();
        await().atMost(Freshness.LIMIT.plusSeconds(1)).until(() -> !freshness.isFresh());
        assertThat(freshness.isBearable()).isTrue();
        assertThat(freshness.isStarted()).isTrue();
    }

    @Test
    void itIsNotFreshWhileItReadsAndCannotTick() {
        start(
                this::consumer,
                () -> new KafkaProducer<>(
                        EntityTailConfiguration.ticking("127.0.0.1:1"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer()));
        append(versions("abc", 1, 3));
        await().atMost(SOON).until(() -> heard.size() == 3);
        assertThat(freshness.isFresh()).isFalse();
    }

    @Test
    void afterAFailureItGoesOnWhereItWasAndMissesNothing() {
        AtomicBoolean broken = new AtomicBoolean();
        AtomicInteger opened = new AtomicInteger();
        start(
                () -> {
                    opened.incrementAndGet();
                    if (broken.get()) {
                        throw new KafkaException("no broker");
                    }
                    return new KafkaConsumer<>(
                            EntityTailConfiguration.reading(brokers),
                            new ByteArrayDeserializer(),
                            new ByteArrayDeserializer()) {
                        @Override
                        public org.apache.kafka.clients.consumer.ConsumerRecords<byte[], byte[]> poll(
                                Duration timeout) {
                            if (broken.get()) {
                                throw new KafkaException("the connection broke");
                            }
                            return super.poll(timeout);
                        }
                    };
                },
                this::producer);
        append(versions("abc", 1, 3));
        await().atMost(SOON).until(() -> heard.size() == 3);
        broken.set(true);
        int before = opened.get();
        append(versions("abc", 4, 6));
        await().atMost(SOON).until(() -> opened.get() > before);
        broken.set(false);
        await().atMost(SOON).until(() -> heard.size() >= 6);
        assertThat(heard).containsExactlyElementsOf(names("abc", 1, 6));
        await().atMost(SOON).until(freshness::isFresh);
    }

    @Test
    void whatCannotBeReadIsPassedOver() {
        start(this::consumer, this::producer);
        try (Producer<byte[], byte[]> producer = producer()) {
            producer.send(new ProducerRecord<>(
                    topic, "abc".getBytes(StandardCharsets.UTF_8), "nonsense".getBytes(StandardCharsets.UTF_8)));
            producer.send(new ProducerRecord<>(topic, "abc".getBytes(StandardCharsets.UTF_8), null));
        }
        append(versions("abc", 1, 1));
        await().atMost(SOON).until(() -> heard.size() == 1);
    }

    @Test
    void ticksOfOthersAreNeitherHeardNorBelieved() {
        start(this::consumer, this::producer);
        Freshness others = new Freshness(System::nanoTime);
        List<String> alsoHeard = new CopyOnWriteArrayList<>();
        EntityTail mute = new EntityTail(
                this::consumer,
                () -> new KafkaProducer<>(
                        EntityTailConfiguration.ticking("127.0.0.1:1"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer()),
                List.of(EntityTailConfiguration.links(topic, List.of(event -> alsoHeard.add(name(event))))),
                others,
                "mute");
        tails.add(mute);
        mute.start();
        await().atMost(SOON).until(freshness::isFresh);
        append(versions("abc", 1, 1));
        await().atMost(SOON).until(() -> alsoHeard.size() == 1);
        assertThat(others.isFresh()).isFalse();
    }

    private EntityTail start(
            java.util.function.Supplier<Consumer<byte[], byte[]>> consumers,
            java.util.function.Supplier<Producer<byte[], byte[]>> producers) {
        EntityTail tail = new EntityTail(
                consumers,
                producers,
                List.of(EntityTailConfiguration.links(topic, List.of(event -> heard.add(name(event))))),
                freshness,
                "test");
        tails.add(tail);
        tail.start();
        return tail;
    }

    private Consumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                EntityTailConfiguration.reading(brokers), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private Producer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                EntityTailConfiguration.ticking(brokers), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static String name(LinkEvent event) {
        LinkEvent.LinkEdited edited = (LinkEvent.LinkEdited) event;
        return edited.key() + " " + edited.link().version();
    }

    private static List<String> names(String key, int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(version -> key + " " + version)
                .toList();
    }

    private static List<LinkEvent> versions(String key, int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(version -> (LinkEvent) new LinkEvent.LinkEdited(version(key, version), Instant.now()))
                .toList();
    }

    private static io.millrace.contracts.links.Link version(String key, int version) {
        var link = EventLogTest.link(key);
        return new io.millrace.contracts.links.Link(
                link.key(),
                link.owner(),
                link.target(),
                link.createdAt(),
                link.expiresAt(),
                null,
                null,
                link.tags(),
                link.visibility(),
                link.allow(),
                false,
                true,
                version);
    }

    private void append(List<LinkEvent> events) {
        EventCodec<LinkEvent> codec = new EventCodec<>(EventFamily.LINKS);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers, "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (LinkEvent event : events) {
                ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                        topic, event.key().value().getBytes(StandardCharsets.UTF_8), codec.value(event));
                codec.headers(new Event<>("1", "/test", Instant.now(), event)).forEach(record.headers()::add);
                producer.send(record);
            }
        }
    }
}
