package io.millrace.ingest.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.contracts.Topics;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.event.EventHeaders;
import io.millrace.contracts.links.LinkEvent;
import io.millrace.ingest.TestLinks;
import io.millrace.ingest.TestLog;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Records that are not what their topic promises: each goes to the dead letters, and its partition goes on. */
class PoisonTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final byte[] KEY = utf8("key0");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RecordingProjection view = new RecordingProjection();
    private TestLog log;
    private ProjectionRunner<LinkEvent> runner;

    @BeforeEach
    void open() {
        log = new TestLog();
        runner = new ProjectionRunner<>(view, log.address(), meters);
        appendVersion(1);
        runner.start();
        await().atMost(LIMIT).until(() -> view.applied().size() == 1);
    }

    @AfterEach
    void close() {
        runner.stop();
        log.close();
    }

    @Test
    void garbageGoesToTheDeadLettersAsItWasWithWhereAndWhy() {
        byte[] garbage = {(byte) 0xff, 0, (byte) 0xc3, 40};
        log.appendRaw(Topics.LINKS, 2, KEY, garbage, Map.of("trace", "abc", EventHeaders.ID, "1"));
        long began = System.nanoTime();
        appendVersion(2);
        await().atMost(LIMIT).until(() -> view.applied().size() == 2);
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .as("how long it held its partition up")
                .isLessThan(Duration.ofSeconds(3));

        ConsumerRecord<byte[], byte[]> letter = onlyLetter();
        assertThat(letter.key()).isEqualTo(KEY);
        assertThat(letter.value()).isEqualTo(garbage);
        assertThat(TestLog.headers(letter))
                .containsAllEntriesOf(Map.of(
                        "trace",
                        "abc",
                        EventHeaders.ID,
                        "1",
                        "dlq_projection",
                        "recorder",
                        "dlq_topic",
                        Topics.LINKS.name(log.address().prefix()),
                        "dlq_partition",
                        "2",
                        "dlq_offset",
                        "1"))
                .hasEntrySatisfying("dlq_error", error -> assertThat(error).contains("ce_type is missing"));
    }

    @Test
    void everyKindOfUnreadableRecordIsBuriedAndATickIsNot() {
        log.appendRaw(Topics.LINKS, 2, KEY, utf8("{}"), headers("millrace.link.melted"));
        log.appendRaw(Topics.LINKS, 2, KEY, utf8("{\"link\":{\"key\":\"a\"}}"), headers("millrace.link.created"));
        log.appendRaw(Topics.LINKS, 2, KEY, utf8("{\"link\":"), headers("millrace.link.edited"));
        log.appendRaw(Topics.LINKS, 2, KEY, null, headers("millrace.link.deleted"));
        log.appendRaw(Topics.LINKS, 2, KEY, utf8("[".repeat(100_000)), headers("millrace.link.created"));
        log.appendRaw(Topics.LINKS, 2, KEY, utf8("tick"), headers(EventHeaders.TICK_TYPE));
        appendVersion(2);
        await().atMost(LIMIT).until(() -> view.applied().size() == 2);
        await().atMost(LIMIT).until(() -> log.acknowledged("recorder") == 8);
        List<ConsumerRecord<byte[], byte[]>> letters = log.deadLetters(Topics.LINKS);
        assertThat(letters)
                .extracting(letter -> TestLog.headers(letter).get("dlq_offset"))
                .containsExactly("1", "2", "3", "4", "5");
        assertThat(meters.get("millrace.ingest.dead.letters").counter().count()).isEqualTo(5);
    }

    /** What says where it was makes a record larger, and one that just fitted its topic then fits no topic. */
    @Test
    void aRecordThatIsTooLargeToBuryIsBuriedWithoutItsContents() {
        byte[] large = new byte[1_048_400];
        new Random(5).nextBytes(large);
        log.appendRaw(Topics.LINKS, 2, KEY, large, Map.of());
        appendVersion(2);
        await().atMost(LIMIT).until(() -> view.applied().size() == 2);
        ConsumerRecord<byte[], byte[]> letter = onlyLetter();
        assertThat(letter.value()).isNull();
        assertThat(TestLog.headers(letter)).containsEntry("dlq_offset", "1").containsKey("dlq_omitted");
    }

    private void appendVersion(long version) {
        log.append(Topics.LINKS, 2, EventFamily.LINKS, "key0", TestLinks.event("key0", version));
        log.flush();
    }

    /** The dead letter is safe before the partition goes on, so it is there once the next event is applied and committed. */
    private ConsumerRecord<byte[], byte[]> onlyLetter() {
        await().atMost(LIMIT).until(() -> log.acknowledged("recorder") == 3);
        List<ConsumerRecord<byte[], byte[]>> letters = log.deadLetters(Topics.LINKS);
        assertThat(letters).hasSize(1);
        return letters.get(0);
    }

    private static Map<String, String> headers(String type) {
        Map<String, String> headers = new HashMap<>();
        headers.put(EventHeaders.ID, "1");
        headers.put(EventHeaders.TYPE, type);
        headers.put(EventHeaders.SOURCE, "/test");
        headers.put(EventHeaders.TIME, "2026-03-04T05:06:07Z");
        return headers;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
