package io.millrace.gateway.analytics;

import static io.millrace.gateway.analytics.RollupSamples.hour;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.contracts.telemetry.Rollup;
import io.millrace.contracts.telemetry.Subject;
import io.millrace.gateway.web.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class LiveReportsTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Sinks.Many<Rollup> log = Sinks.many().multicast().directBestEffort();
    private final AtomicInteger tails = new AtomicInteger();
    private final Reports reports = new Reports(
            (subject, grain, from, to) -> Flux.just(hour("2026-03-04T03:00:00Z", 0, 10, Map.of("NO", 4L), 1)));
    private final LiveReports live = new LiveReports(reports, subject -> {
        tails.incrementAndGet();
        return log.asFlux();
    });

    @Test
    void a_stream_begins_with_what_is_stored_and_follows_the_log() {
        StepVerifier.create(live.follow(query(24)))
                .assertNext(report -> assertThat(report.total()).isEqualTo(4))
                .then(() -> log.tryEmitNext(hour("2026-03-04T03:00:00Z", 0, 12, Map.of("NO", 6L), 1, 2)))
                .assertNext(report -> {
                    assertThat(report.total()).isEqualTo(6);
                    assertThat(report.visitors()).isEqualTo(2);
                })
                .thenCancel()
                .verify(SOON);
    }

    @Test
    void a_burst_is_reported_once_with_its_last_state() {
        StepVerifier.create(live.follow(query(24)))
                .expectNextCount(1)
                .then(() -> {
                    for (int i = 1; i <= 1_000; i++) {
                        log.tryEmitNext(hour("2026-03-04T04:00:00Z", 1, i, Map.of("NO", (long) i)));
                    }
                })
                .assertNext(report -> assertThat(report.total()).isEqualTo(1_004))
                .expectNoEvent(LiveReports.PACE.dividedBy(2))
                .thenCancel()
                .verify(SOON);
    }

    @Test
    void an_older_rollup_and_one_outside_the_period_change_nothing() {
        LiveReport report = new LiveReport(query(24));
        assertThat(report.apply(hour("2026-03-04T03:00:00Z", 0, 10, Map.of("NO", 4L))))
                .isTrue();
        assertThat(report.apply(hour("2026-03-04T03:00:00Z", 0, 10, Map.of("NO", 9L))))
                .isFalse();
        assertThat(report.apply(hour("2026-03-04T03:00:00Z", 0, 9, Map.of("NO", 9L))))
                .isFalse();
        assertThat(report.apply(hour("2026-03-05T00:00:00Z", 0, 11, Map.of("NO", 9L))))
                .isFalse();
        assertThat(report.apply(hour("2026-03-04T03:00:00Z", 1, 3, Map.of("NO", 1L))))
                .isTrue();
        assertThat(report.report().total()).isEqualTo(5);
    }

    @Test
    void all_who_ask_the_same_share_one_stream_and_it_ends_with_the_last_of_them() {
        Flux<Report> first = live.follow(query(24));
        StepVerifier.create(Flux.zip(first, live.follow(query(24))))
                .expectNextCount(1)
                .thenCancel()
                .verify(SOON);
        assertThat(tails).hasValue(1);
        assertThat(log.currentSubscriberCount()).isZero();
        StepVerifier.create(live.follow(query(24)))
                .expectNextCount(1)
                .thenCancel()
                .verify(SOON);
        assertThat(tails).hasValue(2);
    }

    @Test
    void a_slow_reader_gets_the_last_state_and_no_error() {
        StepVerifier.create(live.follow(query(24)), 1)
                .expectNextCount(1)
                .then(() -> log.tryEmitNext(hour("2026-03-04T04:00:00Z", 1, 1, Map.of("NO", 1L))))
                .thenAwait(LiveReports.PACE.multipliedBy(2))
                .then(() -> log.tryEmitNext(hour("2026-03-04T04:00:00Z", 1, 2, Map.of("NO", 2L))))
                .thenAwait(LiveReports.PACE.multipliedBy(2))
                .thenRequest(10)
                .thenConsumeWhile(report -> report.total() < 6)
                .assertNext(report -> assertThat(report.total()).isEqualTo(6))
                .thenCancel()
                .verify(SOON);
    }

    @Test
    void a_range_that_would_take_much_memory_is_refused() {
        assertThatThrownBy(() -> live.follow(query(201))).isInstanceOf(Problem.class);
    }

    @Test
    void more_different_questions_than_can_be_followed_are_refused() {
        Disposable.Composite readers = Disposables.composite();
        for (int i = 0; i < LiveReports.MAX_STREAMS; i++) {
            readers.add(live.follow(query(24, i + 1)).subscribe());
        }
        assertThatThrownBy(() -> live.follow(query(24, 1_000))).isInstanceOf(Problem.class);
        assertThat(live.follow(query(24, 1))).isNotNull();
        readers.dispose();
        assertThat(live.follow(query(24, 1_000))).isNotNull();
    }

    private static TelemetryQuery query(int hours) {
        return query(hours, 20);
    }

    private static TelemetryQuery query(int hours, int limit) {
        Instant from = Instant.parse("2026-03-04T00:00:00Z");
        Period period = new Period(from, from.plus(Duration.ofHours(hours)), Interval.HOUR);
        return new TelemetryQuery(Subject.SITE, period, Set.of(Breakdown.COUNTRY), limit, false);
    }
}
