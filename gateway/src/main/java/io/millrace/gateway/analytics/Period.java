package io.millrace.gateway.analytics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A range of time cut into points.
 *
 * @param from the start of the first point
 * @param to the end of the last point, not part of the range
 */
record Period(Instant from, Instant to, Interval interval) {
    /** The smallest period of whole points that covers the range. */
    static Period covering(Instant from, Instant to, Interval interval) {
        return new Period(interval.floor(from), interval.ceiling(to), interval);
    }

    /** The period of the same number of points just before this one. */
    Period previous() {
        return new Period(interval.plus(from, -interval.between(from, to)), from, interval);
    }

    boolean contains(Instant moment) {
        return !moment.isBefore(from) && moment.isBefore(to);
    }

    /** The starts of all points, in order. */
    List<Instant> points() {
        List<Instant> points = new ArrayList<>();
        for (Instant at = from; at.isBefore(to); at = interval.plus(at, 1)) {
            points.add(at);
        }
        return points;
    }
}
