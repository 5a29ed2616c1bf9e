package io.millrace.bench;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.event.Json;
import io.millrace.contracts.links.LinkKey;
import io.millrace.contracts.telemetry.Grain;
import io.millrace.contracts.telemetry.Rollup;
import io.millrace.contracts.telemetry.Subject;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** What rollups add up to. */
final class Sums {
    private final Map<Grain, Map<Subject, Long>> totals = new EnumMap<>(Grain.class);
    private long crooked;

    /** @param rollups as JSON, the newest of each key */
    Sums(Collection<byte[]> rollups) {
        for (byte[] value : rollups) {
            Rollup rollup = Json.MAPPER.readValue(value, Rollup.class);
            totals.computeIfAbsent(rollup.grain(), grain -> new HashMap<>())
                    .merge(rollup.subject(), rollup.total(), Long::sum);
            crooked += rollup.counts().values().stream()
                    .filter(values ->
                            values.values().stream().mapToLong(Long::longValue).sum() != rollup.total())
                    .count();
        }
    }

    /** All that the site was visited, by hours. */
    long ofSite() {
        return totals.getOrDefault(Grain.HOUR, Map.of()).getOrDefault(Subject.SITE, 0L);
    }

    /**
     * How many sums are wrong: of a link, its owner or the site, by hours or by days, or of a dimension within one rollup.
     *
     * @param visits how often each link was visited
     */
    long wrong(Map<LinkKey, Long> visits) {
        long all = visits.values().stream().mapToLong(Long::longValue).sum();
        Map<Subject, Long> expected = new HashMap<>();
        visits.forEach((link, count) -> expected.put(Subject.link(link), count));
        expected.put(Subject.SITE, all);
        expected.put(Subject.owner(OwnerId.DEFAULT), all);
        long wrong = crooked;
        for (Grain grain : Grain.values()) {
            Map<Subject, Long> found = totals.getOrDefault(grain, Map.of());
            wrong += expected.entrySet().stream()
                    .filter(entry -> !entry.getValue().equals(found.get(entry.getKey())))
                    .count();
            wrong += found.keySet().stream()
                    .filter(subject -> !expected.containsKey(subject))
                    .count();
        }
        return wrong;
    }
}
