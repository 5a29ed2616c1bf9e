package io.millrace.analytics.clicks;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How often each value of one dimension was seen. The sum is exact. The values told apart are bounded: beyond the bound the
 * least seen are counted as one, {@code other}, so that a value that becomes frequent late is still found.
 */
final class Counts {
    private final int bound;
    private final String other;
    private final Map<String, Count> counts = new HashMap<>(4);

    Counts(int bound, String other) {
        this.bound = bound;
        this.other = other;
    }

    void add(String value, long times) {
        Count count = counts.get(value);
        if (count == null) {
            if (counts.size() >= 2 * bound) {
                lump();
            }
            count = counts.computeIfAbsent(value, v -> new Count());
        }
        count.times += times;
    }

    /** The counts, at most as many as the bound. */
    Map<String, Long> toMap() {
        if (counts.size() > bound) {
            lump();
        }
        Map<String, Long> map = new LinkedHashMap<>(counts.size() * 4 / 3 + 1);
        counts.forEach((value, count) -> map.put(value, count.times));
        return map;
    }

    private void lump() {
        List<Map.Entry<String, Count>> least = counts.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(other))
                .sorted(Comparator.comparingLong((Map.Entry<String, Count> entry) -> -entry.getValue().times)
                        .thenComparing(Map.Entry::getKey))
                .skip(bound - 1L)
                .toList();
        Count lumped = counts.computeIfAbsent(other, v -> new Count());
        for (Map.Entry<String, Count> entry : least) {
            lumped.times += entry.getValue().times;
            counts.remove(entry.getKey());
        }
    }

    private static final class Count {
        long times;
    }
}
