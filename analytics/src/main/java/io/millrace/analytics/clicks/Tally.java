package io.millrace.analytics.clicks;

import io.millrace.contracts.telemetry.Dimension;
import io.millrace.contracts.telemetry.Rollup;
import io.millrace.contracts.telemetry.Visitors;
import java.util.EnumMap;
import java.util.Map;

/** The visits of one subject in one hour or day, as they are counted. */
final class Tally {
    private long revision;
    private long total;
    private long bots;
    private final Map<Dimension, Counts> counts = new EnumMap<>(Dimension.class);
    private Visitors visitors = new Visitors();

    /** Counts a visit. */
    void add(Visit visit, Dimension[] dimensions) {
        total++;
        if (visit.bot()) {
            bots++;
        } else {
            visitors.add(visit.click().visitor());
        }
        for (Dimension dimension : dimensions) {
            countsOf(dimension).add(visit.value(dimension), 1);
        }
    }

    private Counts countsOf(Dimension dimension) {
        Counts found = counts.get(dimension);
        if (found == null) {
            found = new Counts(Rollup.MAX_VALUES, Dimension.OTHER);
            counts.put(dimension, found);
        }
        return found;
    }

    /**
     * The next rollup of this tally.
     *
     * @param nowMicros the time in microseconds since 1970; where the clock stepped back, the revision rises all the same
     */
    Rollup next(TallyKey key, int part, long nowMicros) {
        revision = Math.max(revision + 1, nowMicros);
        Map<Dimension, Map<String, Long>> values = new EnumMap<>(Dimension.class);
        counts.forEach((dimension, counted) -> values.put(dimension, counted.toMap()));
        return new Rollup(
                key.subject(), key.grain(), key.start(), part, revision, total, bots, values, visitors.encode());
    }

    /** The tally that a rollup was made of, to go on from there. */
    static Tally from(Rollup rollup) {
        Tally tally = new Tally();
        tally.revision = rollup.revision();
        tally.total = rollup.total();
        tally.bots = rollup.bots();
        tally.visitors = Visitors.decode(rollup.visitors());
        rollup.counts().forEach((dimension, values) -> {
            Counts counts = tally.countsOf(dimension);
            values.forEach(counts::add);
        });
        return tally;
    }
}
