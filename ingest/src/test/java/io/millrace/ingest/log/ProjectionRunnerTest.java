package io.millrace.ingest.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.contracts.Topics;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.links.LinkEvent;
import io.millrace.ingest.TestLinks;
import io.millrace.ingest.TestLog;
import io.millrace.storage.StorageUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Against a real broker, with a view in memory. */
class ProjectionRunnerTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RecordingProjection view = new RecordingProjection();
    private TestLog log;
    private ProjectionRunner<LinkEvent> runner;

    @BeforeEach
    void open() {
        log = new TestLog();
        runner = new ProjectionRunner<>(view, log.address(), meters);
    }

    @AfterEach
    void close() {
        runner.stop();
        log.close();
    }

    @Test
    void everyEventIsAppliedOnceAndThoseOfAKeyInTheirOrder() {
        view.onWrite(events -> Mono.delay(
                        Duration.ofMillis(ThreadLocalRandom.current().nextInt(5)))
                .then());
        appendVersions(20, 1, 150);
        runner.start();
        awaitApplied(3_000);
        for (int key = 0; key < 20; key++) {
            assertThat(view.versions("key" + key)).containsExactlyElementsOf(versions(1, 150));
        }
        await().atMost(LIMIT).until(() -> log.acknowledged("recorder") == 3_000);
        assertThat(counter("millrace.ingest.records")).isEqualTo(3_000);
    }

    @Test
    void whatWasNotWrittenWhenItStoppedComesAgainAndWhatWasWrittenDoesNot() {
        appendVersions(1, 1, 3);
        runner.start();
        awaitApplied(3);
        view.onWrite(events -> Mono.never());
        appendVersions(1, 4, 6);
        await().atMost(LIMIT).until(() -> view.calls() >= 2);
        runner.stop();
        assertThat(log.acknowledged("recorder")).isEqualTo(3);

        view.onWrite(events -> Mono.empty());
        runner.start();
        awaitApplied(6);
        assertThat(view.versions("key0")).containsExactlyElementsOf(versions(1, 6));
    }

    /** A member that stayed behind would make the next start wait until its session ran out. */
    @Test
    void aStoppedRunnerHasLeftItsGroup() {
        appendVersions(1, 1, 1);
        runner.start();
        awaitApplied(1);
        assertThat(log.members("recorder")).isEqualTo(1);
        runner.stop();
        assertThat(log.members("recorder")).isZero();
        assertThat(runner.isRunning()).isFalse();
    }

    @Test
    void restartsInTheMiddleLoseNothingAndKeepTheOrder() {
        long seed = 11;
        Random random = new Random(seed);
        view.onWrite(events -> Mono.delay(Duration.ofMillis(2)).then());
        appendVersions(6, 1, 500);
        int before = 0;
        for (int restart = 0; restart < 3; restart++) {
            runner.start();
            int enough = before + 1 + random.nextInt(300);
            await().atMost(LIMIT).until(() -> view.applied().size() >= Math.min(enough, 3_000));
            runner.stop();
            before = view.applied().size();
        }
        runner.start();
        await().atMost(LIMIT).until(() -> log.acknowledged("recorder") == 3_000);
        for (int key = 0; key < 6; key++) {
            long last = 0;
            for (long version : view.versions("key" + key)) {
                // After a restart some come again, from a place that was reached; none is ever left out.
                assertThat(version).as("seed %d", seed).isLessThanOrEqualTo(last + 1);
                last = version;
            }
            assertThat(last).isEqualTo(500);
        }
    }

    @Test
    void anotherInstanceTakesItsPartOverSoonAndNothingIsLostOrRepeated() {
        appendVersions(40, 1, 25);
        runner.start();
        awaitApplied(1_000);
        RecordingProjection otherView = new RecordingProjection();
        ProjectionRunner<LinkEvent> other = new ProjectionRunner<>(otherView, log.address(), new SimpleMeterRegistry());
        try {
            other.start();
            // The first learns of the second with its next heartbeat, within three seconds.
            await().atMost(Duration.ofSeconds(15)).until(() -> log.members("recorder") == 2);
            AtomicInteger version = new AtomicInteger(25);
            await().atMost(Duration.ofSeconds(15))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> {
                        int next = version.incrementAndGet();
                        appendVersions(40, next, next);
                        return !otherView.applied().isEmpty();
                    });
            int all = 40 * version.get();
            await().atMost(LIMIT)
                    .until(() -> view.applied().size() + otherView.applied().size() >= all);
            assertThat(view.applied().size() + otherView.applied().size()).isEqualTo(all);
        } finally {
            other.stop();
        }
    }

    @Test
    void whileTheDatabaseIsAwayTheSameEventsAreTriedAgainAndNoneIsADeadLetter() {
        AtomicInteger failures = new AtomicInteger(4);
        view.onWrite(events -> failures.getAndDecrement() > 0
                ? Mono.error(new StorageUnavailable("away", new IllegalStateException("test")))
                : Mono.empty());
        appendVersions(1, 1, 200);
        runner.start();
        awaitApplied(200);
        appendVersions(1, 201, 400);
        awaitApplied(400);
        assertThat(view.versions("key0")).containsExactlyElementsOf(versions(1, 400));
        assertThat(log.deadLetters(Topics.LINKS)).isEmpty();
        assertThat(counter("millrace.ingest.waits")).isEqualTo(4);
    }

    /** An alert on the delay must fire just when nothing is applied any more. */
    @Test
    void theDelayGrowsWhileTheDatabaseIsAway() {
        view.onWrite(events -> Mono.error(new StorageUnavailable("away", new IllegalStateException("test"))));
        appendVersions(1, 1, 1);
        runner.start();
        await().atMost(LIMIT).until(() -> delay() > 1);
        view.onWrite(events -> Mono.empty());
        awaitApplied(1);
        appendVersions(1, 2, 2);
        awaitApplied(2);
        await().atMost(LIMIT).until(() -> delay() < 1);
    }

    /** Halving finds it: not one write for each of the events around it. */
    @Test
    void anEventThatCannotBeAppliedIsBuriedAloneAndTheOthersAreAppliedInOrder() {
        view.onWrite(events -> events.stream().anyMatch(event -> TestLinks.version(event) == 333)
                ? Mono.error(new IllegalArgumentException("no view has 333"))
                : Mono.empty());
        appendVersions(1, 1, 500);
        runner.start();
        awaitApplied(499);
        assertThat(view.versions("key0"))
                .containsExactlyElementsOf(
                        versions(1, 500).stream().filter(v -> v != 333).toList());
        assertThat(view.calls()).isLessThan(60);
        assertThat(log.deadLetters(Topics.LINKS)).singleElement().satisfies(letter -> assertThat(
                        TestLog.headers(letter).get("dlq_error"))
                .contains("no view has 333"));
        assertThat(counter("millrace.ingest.dead.letters")).isEqualTo(1);
    }

    private void appendVersions(int keys, int from, int to) {
        for (int version = from; version <= to; version++) {
            for (int key = 0; key < keys; key++) {
                String name = "key" + key;
                log.append(Topics.LINKS, EventFamily.LINKS, name, TestLinks.event(name, version));
            }
        }
        log.flush();
    }

    private static List<Long> versions(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    private void awaitApplied(int count) {
        await().atMost(LIMIT).until(() -> view.applied().size() >= count);
    }

    private double delay() {
        return meters.get("millrace.ingest.delay").gauge().value();
    }

    private double counter(String name) {
        return meters.get(name).tags("projection", "recorder").counter().count();
    }
}
