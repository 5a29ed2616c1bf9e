package io.millrace.contracts.telemetry;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The length of time that one rollup covers; all times are UTC. */
public enum Grain {
    @JsonProperty("hour")
    HOUR(ChronoUnit.HOURS),
    @JsonProperty("day")
    DAY(ChronoUnit.DAYS);

    private final ChronoUnit unit;

    Grain(ChronoUnit unit) {
        this.unit = unit;
    }

    /** The start of the hour or day in which the moment lies. */
    public Instant startOf(Instant moment) {
        return moment.truncatedTo(unit);
    }

    /** The start of the next one. */
    public Instant next(Instant start) {
        return start.plus(1, unit);
    }
}
