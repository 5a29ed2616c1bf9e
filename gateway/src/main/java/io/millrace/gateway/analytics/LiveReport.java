package io.millrace.gateway.analytics;

import io.millrace.contracts.telemetry.Rollup;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The rollups of one query, kept up to date as newer ones come in. Thread-safe. */
final class LiveReport {
    private record Cell(Instant start, int part) {}

    private final TelemetryQuery query;
    private final Map<Cell, Rollup> rollups = new HashMap<>();

    LiveReport(TelemetryQuery query) {
        this.query = query;
    }

    /** Takes a rollup; returns whether it changed the report, which an older one and one about something else do not. */
    synchronized boolean apply(Rollup rollup) {
        if (!rollup.subject().equals(query.subject())
                || rollup.grain() != query.grain()
                || !query.period().contains(rollup.start())) {
            return false;
        }
        Cell cell = new Cell(rollup.start(), rollup.part());
        Rollup known = rollups.get(cell);
        if (known != null && known.revision() >= rollup.revision()) {
            return false;
        }
        rollups.put(cell, rollup);
        return true;
    }

    synchronized Report report() {
        Tally tally = new Tally(query);
        rollups.values().forEach(tally::add);
        return tally.report();
    }
}
