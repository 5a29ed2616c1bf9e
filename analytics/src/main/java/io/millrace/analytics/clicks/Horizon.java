package io.millrace.analytics.clicks;

import java.time.Duration;
import java.time.Instant;

/**
 * Which hours and days can still be counted in. Clicks stay on the log for a week, so a tally may still change for a week, and
 * is dropped a day later. A click whose time lies outside (a journal that was shipped a month late, a gateway with a wrong
 * clock) is counted at the horizon: its hour is wrong, the sums are right.
 *
 * <p>What "now" is, two clocks must agree on: tallies are dropped by the earlier of this machine's clock and the newest
 * record's, so that one clock that runs ahead makes nobody forget what was counted.
 */
final class Horizon {
    /** How late a click may be and still be counted in its own hour. */
    static final Duration LATEST = Duration.ofDays(7);
    /** How far the clocks of gateways may be ahead of this machine's. */
    static final Duration AHEAD = Duration.ofHours(1);
    /** How long a tally is kept after its hour or day began; longer than a click can be late by a day and a margin. */
    static final Duration KEPT = LATEST.plusDays(2);

    private Horizon() {}

    /** The time at which a click is counted. */
    static Instant place(Instant at, Instant now) {
        Instant oldest = now.minus(LATEST);
        if (at.isBefore(oldest)) {
            return oldest;
        }
        return at.isAfter(now.plus(AHEAD)) ? now : at;
    }

    /** Tallies that start before this are dropped. */
    static Instant dropped(Instant now, long streamTime) {
        return Instant.ofEpochMilli(Math.min(now.toEpochMilli(), streamTime)).minus(KEPT);
    }
}
