package io.millrace.contracts.telemetry;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/**
 * The visits of one subject in one hour or day that one partition of the clicks saw. The counts are absolute: a later rollup
 * of the same subject, grain, start and part replaces the earlier one. A reader adds up the parts.
 *
 * @param subject what was visited
 * @param grain hour or day
 * @param start the first moment of that hour or day, UTC
 * @param part the partition of the clicks that was counted; links have one part, owners and the site one for each partition
 * @param revision greater for a later state of the same rollup: microseconds since 1970 when it was made, always rising
 * @param total all visits, bots among them
 * @param bots visits by programs
 * @param counts visits by value, for each dimension; values beyond {@link #MAX_VALUES} are counted as
 *     {@link Dimension#OTHER}
 * @param visitors the different visitors, bots left out, as an encoded {@link Visitors}
 */
public record Rollup(
        Subject subject,
        Grain grain,
        Instant start,
        int part,
        long revision,
        long total,
        long bots,
        Map<Dimension, Map<String, Long>> counts,
        byte[] visitors) {

    /** The most values that one dimension of one rollup tells apart; bounds the size of a rollup. */
    public static final int MAX_VALUES = 1_000;

    public Rollup {
        requireNonNull(subject, "subject");
        requireNonNull(grain, "grain");
        requireNonNull(start, "start");
        requireNonNull(counts, "counts");
        requireNonNull(visitors, "visitors");
    }

    /** The record key. */
    public String key() {
        return subject + "|" + grain.name().toLowerCase(Locale.ROOT) + "|" + start + "|" + part;
    }
}
