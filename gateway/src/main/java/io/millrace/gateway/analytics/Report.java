package io.millrace.gateway.analytics;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.contracts.telemetry.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The visits of a subject in a period, as it is answered.
 *
 * @param from the start of the first point of the series
 * @param to the end of the last one
 * @param asOf when the newest of the counts was made; absent when nothing was counted
 * @param total all visits, bots among them
 * @param visitors different visitors, bots left out; a visitor who comes on two days counts as two
 * @param bots visits by programs
 * @param series one point for each interval, also where nothing happened
 * @param breakdowns visits by value, the most frequent first; each adds up to the total
 * @param previous the period before, when it was asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Report(
        Subject subject,
        Instant from,
        Instant to,
        Interval interval,
        @Nullable Instant asOf,
        long total,
        long visitors,
        long bots,
        List<Point> series,
        Map<String, List<Count>> breakdowns,
        @Nullable Report previous) {

    /** The visits from {@code at} until the next point. */
    record Point(Instant at, long count, long visitors, long bots) {}

    /** The visits with one value of a breakdown. */
    record Count(String value, long count) {}

    Report withPrevious(Report other) {
        return new Report(subject, from, to, interval, asOf, total, visitors, bots, series, breakdowns, other);
    }
}
