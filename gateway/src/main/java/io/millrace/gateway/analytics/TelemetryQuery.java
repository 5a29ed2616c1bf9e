package io.millrace.gateway.analytics;

import io.millrace.contracts.telemetry.Grain;
import io.millrace.contracts.telemetry.Subject;
import java.util.Set;

/**
 * What a report is about.
 *
 * @param by what it is broken down by
 * @param limit the most values that one breakdown lists; the rest is added up as {@code other}
 * @param compare whether the period before is reported too
 */
record TelemetryQuery(Subject subject, Period period, Set<Breakdown> by, int limit, boolean compare) {

    TelemetryQuery {
        by = Set.copyOf(by);
    }

    /** Hours when the hour of the day is asked for, else what the interval needs. */
    Grain grain() {
        return by.contains(Breakdown.HOUR) ? Grain.HOUR : period.interval().grain();
    }

    /** The same question about the period before, without breakdowns. */
    TelemetryQuery previous() {
        return new TelemetryQuery(subject, period.previous(), Set.of(), limit, false);
    }
}
