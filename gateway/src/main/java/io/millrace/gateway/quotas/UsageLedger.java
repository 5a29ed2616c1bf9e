package io.millrace.gateway.quotas;

import io.millrace.contracts.usage.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** What one owner used, as the counts of its hours add up. Thread-safe. */
final class UsageLedger {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Map<String, Usage> counts = new HashMap<>();

    /**
     * What was used.
     *
     * @param creations in the period
     * @param redirects in the period
     * @param storedBytes now
     * @param freesAt when the oldest hour that counts leaves the period
     */
    record Totals(long creations, long redirects, long storedBytes, Instant freesAt) {}

    /** Takes a count in; an earlier one of the same hour and part than is known is ignored. */
    synchronized void add(Usage usage) {
        counts.merge(usage.key(), usage, (one, other) -> other.revision() >= one.revision() ? other : one);
    }

    /** An hour counts until all of it has left the period. */
    synchronized Totals totals(Instant now, Duration period) {
        Instant since = now.minus(period).minus(HOUR);
        long creations = 0;
        long redirects = 0;
        long bytes = 0;
        Instant first = now;
        for (Usage usage : counts.values()) {
            bytes += usage.storedBytes();
            if (usage.hour().isAfter(since)) {
                creations += usage.creations();
                redirects += usage.redirects();
                first = usage.hour().isBefore(first) ? usage.hour() : first;
            }
        }
        return new Totals(
                creations, redirects, Math.max(0, bytes), first.plus(HOUR).plus(period));
    }

    /** Forgets hours that were over then. */
    synchronized void forgetBefore(Instant moment) {
        counts.values().removeIf(usage -> usage.hour().plus(HOUR).isBefore(moment));
    }
}
