package io.millrace.gateway.analytics;

import io.millrace.contracts.telemetry.Dimension;
import io.millrace.contracts.telemetry.Rollup;
import io.millrace.contracts.telemetry.Visitors;
import io.millrace.gateway.analytics.Report.Count;
import io.millrace.gateway.analytics.Report.Point;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds rollups up to a report. Each (start, part) is to be added once. Not thread-safe. */
final class Tally {
    /** The most values of one breakdown that are told apart while adding up; bounds the memory of one report. */
    static final int MAX_VALUES = 10_000;

    private static final Comparator<Count> MOST_FREQUENT_FIRST = Comparator.comparing(
                    (Count count) -> count.value().equals(Dimension.OTHER))
            .thenComparing(Comparator.comparingLong(Count::count).reversed())
            .thenComparing(Count::value);

    private final TelemetryQuery query;
    private final Map<Instant, Bucket> buckets = new TreeMap<>();
    private final Map<Breakdown, Map<String, Long>> breakdowns = new EnumMap<>(Breakdown.class);
    private final Visitors visitors = new Visitors();
    private long total;
    private long bots;
    private long revision;

    Tally(TelemetryQuery query) {
        this.query = query;
        query.by().forEach(breakdown -> breakdowns.put(breakdown, new HashMap<>()));
    }

    /** Counts a rollup; one outside the period is left out. */
    Tally add(Rollup rollup) {
        Period period = query.period();
        if (!period.contains(rollup.start())) {
            return this;
        }
        Visitors seen = Visitors.decode(rollup.visitors());
        Bucket bucket = buckets.computeIfAbsent(period.interval().floor(rollup.start()), at -> new Bucket());
        bucket.total += rollup.total();
        bucket.bots += rollup.bots();
        bucket.visitors.unite(seen);
        total += rollup.total();
        bots += rollup.bots();
        visitors.unite(seen);
        revision = Math.max(revision, rollup.revision());
        breakdowns.forEach(
                (breakdown, counts) -> breakdown.of(rollup).forEach((value, count) -> count(counts, value, count)));
        return this;
    }

    private static void count(Map<String, Long> counts, String value, long count) {
        String name = counts.size() < MAX_VALUES || counts.containsKey(value) ? value : Dimension.OTHER;
        counts.merge(name, count, Long::sum);
    }

    Report report() {
        Period period = query.period();
        return new Report(
                query.subject(),
                period.from(),
                period.to(),
                period.interval(),
                revision == 0 ? null : Instant.EPOCH.plus(revision, ChronoUnit.MICROS),
                total,
                visitors.count(),
                bots,
                period.points().stream().map(this::point).toList(),
                listed(),
                null);
    }

    private Point point(Instant at) {
        Bucket bucket = buckets.get(at);
        return bucket == null
                ? new Point(at, 0, 0, 0)
                : new Point(at, bucket.total, bucket.visitors.count(), bucket.bots);
    }

    private Map<String, List<Count>> listed() {
        Map<String, List<Count>> listed = new LinkedHashMap<>();
        breakdowns.forEach((breakdown, counts) ->
                listed.put(breakdown.wireName(), breakdown == Breakdown.HOUR ? byHour(counts) : top(counts)));
        return listed;
    }

    private static List<Count> byHour(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> new Count(entry.getKey(), entry.getValue()))
                .toList();
    }

    private List<Count> top(Map<String, Long> counts) {
        List<Count> sorted = new ArrayList<>(counts.size());
        counts.forEach((value, count) -> sorted.add(new Count(value, count)));
        sorted.sort(MOST_FREQUENT_FIRST);
        if (sorted.size() <= query.limit()) {
            return sorted;
        }
        List<Count> rest = sorted.subList(query.limit(), sorted.size());
        long other = rest.stream().mapToLong(Count::count).sum();
        List<Count> top = new ArrayList<>(sorted.subList(0, query.limit()));
        top.add(new Count(Dimension.OTHER, other));
        return top;
    }

    private static final class Bucket {
        private final Visitors visitors = new Visitors();
        private long total;
        private long bots;
    }
}
