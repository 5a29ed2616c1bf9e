package io.millrace.ingest.telemetry;

import io.millrace.contracts.Topic;
import io.millrace.contracts.Topics;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.telemetry.Rollup;
import io.millrace.ingest.log.Projection;
import io.millrace.storage.telemetry.RollupWrites;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/** Keeps the last state of each rollup. Rollups are absolute, so of several states of one only the last is written. */
public final class TelemetryProjection implements Projection<Rollup> {
    private final RollupWrites rollups;

    public TelemetryProjection(RollupWrites rollups) {
        this.rollups = rollups;
    }

    @Override
    public String name() {
        return "telemetry";
    }

    @Override
    public Topic topic() {
        return Topics.TELEMETRY_ROLLUPS;
    }

    @Override
    public EventFamily<Rollup> family() {
        return EventFamily.ROLLUPS;
    }

    @Override
    public Mono<Void> apply(List<Rollup> events) {
        Map<String, Rollup> last = new LinkedHashMap<>();
        events.forEach(rollup -> last.put(rollup.key(), rollup));
        return rollups.putAll(last.values());
    }
}
