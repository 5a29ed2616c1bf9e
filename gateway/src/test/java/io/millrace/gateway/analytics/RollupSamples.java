package io.millrace.gateway.analytics;

import io.millrace.contracts.telemetry.Dimension;
import io.millrace.contracts.telemetry.Grain;
import io.millrace.contracts.telemetry.Rollup;
import io.millrace.contracts.telemetry.Subject;
import io.millrace.contracts.telemetry.Visitors;
import java.time.Instant;
import java.util.Map;

/** Rollups for tests: hours of the site, with countries. */
final class RollupSamples {
    static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

    private RollupSamples() {}

    static Rollup hour(String start, int part, long revision, Map<String, Long> countries, long... visitors) {
        return rollup(Grain.HOUR, start, part, revision, countries, visitors);
    }

    static Rollup day(String start, int part, long revision, Map<String, Long> countries, long... visitors) {
        return rollup(Grain.DAY, start, part, revision, countries, visitors);
    }

    private static Rollup rollup(
            Grain grain, String start, int part, long revision, Map<String, Long> countries, long... visitors) {
        Visitors seen = new Visitors();
        for (long visitor : visitors) {
            seen.add(visitor);
        }
        long total = countries.values().stream().mapToLong(Long::longValue).sum();
        return new Rollup(
                Subject.SITE,
                grain,
                Instant.parse(start),
                part,
                revision,
                total,
                1,
                Map.of(Dimension.COUNTRY, countries),
                seen.encode());
    }
}
