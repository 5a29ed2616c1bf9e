package io.millrace.gateway.analytics;

import static io.millrace.gateway.analytics.RollupSamples.day;
import static io.millrace.gateway.analytics.RollupSamples.hour;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contracts.telemetry.Rollup;
import io.millrace.contracts.telemetry.Subject;
import io.millrace.gateway.analytics.Report.Count;
import io.millrace.gateway.analytics.Report.Point;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class ReportsTest {
    private static final List<Rollup> STORED = List.of(
            hour("2026-03-04T03:00:00Z", 0, 10, Map.of("NO", 4L, "SE", 1L), 1, 2),
            hour("2026-03-04T03:00:00Z", 1, 11, Map.of("NO", 1L, "FI", 2L), 2, 3),
            hour("2026-03-04T05:00:00Z", 0, 1_000_000, Map.of("SE", 3L), 1),
            hour("2026-03-03T23:00:00Z", 0, 9, Map.of("DK", 7L), 9),
            day("2026-03-01T00:00:00Z", 0, 8, Map.of("NO", 4L), 7),
            day("2026-03-02T00:00:00Z", 3, 8, Map.of("NO", 5L), 7, 8));

    private final Reports reports = new Reports((subject, grain, from, to) -> Flux.fromIterable(STORED)
            .filter(rollup -> rollup.grain() == grain
                    && !rollup.start().isBefore(from)
                    && rollup.start().isBefore(to)));

    @Test
    void parts_of_a_point_are_added_up_and_points_without_visits_are_zero() {
        Report report = report(query("2026-03-04T03:00:00Z", "2026-03-04T06:00:00Z", Interval.HOUR));
        assertThat(report.series())
                .containsExactly(
                        new Point(Instant.parse("2026-03-04T03:00:00Z"), 8, 3, 2),
                        new Point(Instant.parse("2026-03-04T04:00:00Z"), 0, 0, 0),
                        new Point(Instant.parse("2026-03-04T05:00:00Z"), 3, 1, 1));
        assertThat(report.total()).isEqualTo(11);
        assertThat(report.visitors()).isEqualTo(3);
        assertThat(report.bots()).isEqualTo(3);
        assertThat(report.asOf()).isEqualTo("1970-01-01T00:00:01Z");
    }

    @Test
    void a_breakdown_lists_the_most_frequent_first_and_adds_up_to_the_total() {
        Report report = report(query("2026-03-04T00:00:00Z", "2026-03-04T06:00:00Z", Interval.HOUR));
        assertThat(report.breakdowns().get("country"))
                .containsExactly(new Count("NO", 5), new Count("SE", 4), new Count("FI", 2));
        assertThat(report.breakdowns().get("hour")).containsExactly(new Count("03", 8), new Count("05", 3));
    }

    @Test
    void what_is_beyond_the_limit_is_other() {
        TelemetryQuery all = query("2026-03-04T00:00:00Z", "2026-03-04T06:00:00Z", Interval.HOUR);
        Report report = report(new TelemetryQuery(all.subject(), all.period(), all.by(), 1, false));
        assertThat(report.breakdowns().get("country")).containsExactly(new Count("NO", 5), new Count("other", 6));
    }

    @Test
    void more_values_than_are_told_apart_are_counted_as_other() {
        Map<String, Long> many = new HashMap<>();
        for (int i = 0; i < Tally.MAX_VALUES + 50; i++) {
            many.put("v" + i, 1L);
        }
        TelemetryQuery all = query("2026-03-04T00:00:00Z", "2026-03-04T06:00:00Z", Interval.HOUR);
        Report report =
                new Tally(all).add(hour("2026-03-04T03:00:00Z", 0, 1, many)).report();
        List<Count> countries = report.breakdowns().get("country");
        assertThat(countries).hasSize(101).contains(new Count("other", Tally.MAX_VALUES + 50 - 100));
    }

    @Test
    void months_are_added_up_from_days() {
        Report report = report(new TelemetryQuery(
                Subject.SITE,
                Period.covering(
                        Instant.parse("2026-02-01T00:00:00Z"), Instant.parse("2026-03-05T00:00:00Z"), Interval.MONTH),
                Set.of(),
                20,
                false));
        assertThat(report.series())
                .containsExactly(
                        new Point(Instant.parse("2026-02-01T00:00:00Z"), 0, 0, 0),
                        new Point(Instant.parse("2026-03-01T00:00:00Z"), 9, 2, 2));
        assertThat(report.breakdowns()).isEmpty();
    }

    @Test
    void the_period_before_is_reported_on_request() {
        TelemetryQuery all = query("2026-03-04T00:00:00Z", "2026-03-05T00:00:00Z", Interval.HOUR);
        Report report = report(new TelemetryQuery(all.subject(), all.period(), all.by(), 20, true));
        assertThat(report.total()).isEqualTo(11);
        assertThat(report.previous()).isNotNull();
        assertThat(report.previous().total()).isEqualTo(7);
        assertThat(report.previous().from()).isEqualTo("2026-03-03T00:00:00Z");
        assertThat(report.previous().series()).hasSize(24);
    }

    @Test
    void nothing_stored_is_a_report_of_zeros() {
        Report report = report(query("2020-03-04T00:00:00Z", "2020-03-05T00:00:00Z", Interval.HOUR));
        assertThat(report.total()).isZero();
        assertThat(report.asOf()).isNull();
        assertThat(report.series()).hasSize(24);
        assertThat(report.breakdowns().get("country")).isEmpty();
    }

    private Report report(TelemetryQuery query) {
        Report[] answer = new Report[1];
        StepVerifier.create(reports.report(query))
                .consumeNextWith(report -> answer[0] = report)
                .expectComplete()
                .verify(Duration.ofSeconds(5));
        return answer[0];
    }

    private static TelemetryQuery query(String from, String to, Interval interval) {
        return new TelemetryQuery(
                Subject.SITE,
                Period.covering(Instant.parse(from), Instant.parse(to), interval),
                Set.of(Breakdown.COUNTRY, Breakdown.HOUR),
                100,
                false);
    }
}
