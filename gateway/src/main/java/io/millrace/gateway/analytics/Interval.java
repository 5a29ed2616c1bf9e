package io.millrace.gateway.analytics;

import com.fasterxml.jackson.annotation.JsonValue;
import io.millrace.contracts.telemetry.Grain;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** How wide the points of a report's series are; all times are UTC. */
enum Interval {
    HOUR(ChronoUnit.HOURS, Grain.HOUR, 24, Duration.ofDays(31)),
    DAY(ChronoUnit.DAYS, Grain.DAY, 30, Duration.ofDays(366)),
    MONTH(ChronoUnit.MONTHS, Grain.DAY, 12, Duration.ofDays(5 * 366));

    private final ChronoUnit unit;
    private final Grain grain;
    private final int defaultPoints;
    private final Duration longest;

    Interval(ChronoUnit unit, Grain grain, int defaultPoints, Duration longest) {
        this.unit = unit;
        this.grain = grain;
        this.defaultPoints = defaultPoints;
        this.longest = longest;
    }

    /** The grain of the rollups that the points are added up from. */
    Grain grain() {
        return grain;
    }

    /** The longest range that may be asked for; bounds the rollups that one report reads. */
    Duration longest() {
        return longest;
    }

    /** The start of the point in which the moment lies. */
    Instant floor(Instant moment) {
        ZonedDateTime day = moment.atZone(ZoneOffset.UTC);
        return this == MONTH
                ? day.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1).toInstant()
                : moment.truncatedTo(unit);
    }

    /** The earliest start of a point that is not before the moment. */
    Instant ceiling(Instant moment) {
        Instant floor = floor(moment);
        return floor.equals(moment) ? floor : plus(floor, 1);
    }

    /** The start of the point that many points later, or earlier when the number is negative. */
    Instant plus(Instant start, long points) {
        return start.atZone(ZoneOffset.UTC).plus(points, unit).toInstant();
    }

    /** The number of points between two starts. */
    long between(Instant from, Instant to) {
        return unit.between(from.atZone(ZoneOffset.UTC), to.atZone(ZoneOffset.UTC));
    }

    /** How many points a report has when no range is given. */
    int defaultPoints() {
        return defaultPoints;
    }

    @JsonValue
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
