package io.millrace.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contracts.Topics;
import io.millrace.contracts.event.Event;
import io.millrace.contracts.event.EventCodec;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.telemetry.Grain;
import io.millrace.contracts.telemetry.Rollup;
import io.millrace.contracts.telemetry.Subject;
import io.millrace.contracts.telemetry.Visitors;
import io.millrace.infra.testing.SharedRuntime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** Against a real broker. */
class RollupsTailTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static String broker;
    private static String topic;

    private final Subject followed = new Subject("link:followed" + System.nanoTime());
    private final Subject other = new Subject("link:other" + System.nanoTime());
    private final EventCodec<Rollup> codec = new EventCodec<>(EventFamily.ROLLUPS);
    private final RollupsTail tail = new RollupsTail(
            () -> new KafkaConsumer<>(
                    Map.of("bootstrap.servers", broker), new ByteArrayDeserializer(), new ByteArrayDeserializer()),
            topic);
    private KafkaProducer<byte[], byte[]> producer;

    @BeforeAll
    static void createTopics() {
        broker = SharedRuntime.engines().kafka();
        topic = Topics.TELEMETRY_ROLLUPS.name(SharedRuntime.freshPrefix());
    }

    @BeforeEach
    void start() {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker), new ByteArraySerializer(), new ByteArraySerializer());
        tail.start();
    }

    @AfterEach
    void stop() {
        tail.stop();
        producer.close();
    }

    @Test
    void a_follower_gets_the_rollups_of_the_subject_alone_also_those_of_a_moment_ago() {
        append(followed, 1);
        append(other, 2);
        StepVerifier.create(tail.of(followed).map(Rollup::revision))
                .expectNext(1L)
                .then(() -> append(other, 3))
                .then(() -> append(followed, 4))
                .expectNext(4L)
                .thenCancel()
                .verify(SOON);
    }

    @Test
    void several_follow_at_once_and_what_cannot_be_read_is_passed_over() {
        StepVerifier.create(Flux.zip(tail.of(followed), tail.of(followed), tail.of(other)))
                .then(() -> producer.send(new ProducerRecord<>(topic, 0, key(followed), new byte[] {1})))
                .then(() -> append(other, 5))
                .then(() -> append(followed, 6))
                .assertNext(all -> {
                    assertThat(all.getT1().revision()).isEqualTo(6);
                    assertThat(all.getT2().revision()).isEqualTo(6);
                    assertThat(all.getT3().revision()).isEqualTo(5);
                })
                .thenCancel()
                .verify(SOON);
    }

    @Test
    void the_topic_is_read_only_while_somebody_follows() throws InterruptedException {
        append(followed, 7);
        StepVerifier.create(tail.of(followed)).expectNextCount(1).thenCancel().verify(SOON);
        long deadline = System.nanoTime() + SOON.toNanos();
        while (reading() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(reading()).isFalse();
        StepVerifier.create(tail.of(followed)).expectNextCount(1).thenCancel().verify(SOON);
    }

    @Test
    void all_streams_end_when_the_gateway_stops() {
        append(followed, 8);
        StepVerifier.create(tail.of(followed))
                .expectNextCount(1)
                .then(tail::stop)
                .expectComplete()
                .verify(SOON);
        StepVerifier.create(tail.of(followed)).expectComplete().verify(SOON);
    }

    private static boolean reading() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("rollups-tail") && thread.isAlive());
    }

    private void append(Subject subject, long revision) {
        Rollup rollup = new Rollup(
                subject,
                Grain.HOUR,
                Instant.parse("2026-03-04T05:00:00Z"),
                0,
                revision,
                revision,
                0,
                Map.of(),
                new Visitors().encode());
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, 0, key(subject), codec.value(rollup));
        codec.headers(new Event<>(Long.toString(revision), "/test", Instant.EPOCH, rollup))
                .forEach(record.headers()::add);
        producer.send(record);
        producer.flush();
    }

    private static byte[] key(Subject subject) {
        return (subject + "|hour|2026-03-04T05:00:00Z|0").getBytes(StandardCharsets.UTF_8);
    }
}
