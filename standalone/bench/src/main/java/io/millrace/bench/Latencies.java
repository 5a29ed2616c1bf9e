package io.millrace.bench;

import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** How long things took, gathered by many threads. */
final class Latencies {
    private final Queue<Long> nanos = new ConcurrentLinkedQueue<>();

    void add(long tookNanos) {
        nanos.add(tookNanos);
    }

    int count() {
        return nanos.size();
    }

    /** The least time in milliseconds that this share of all did not exceed. */
    double millis(double share) {
        return at(sorted(), share);
    }

    private long[] sorted() {
        return nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    }

    @Override
    public String toString() {
        long[] sorted = sorted();
        return String.format(
                Locale.ROOT,
                "p50 %.2f ms, p99 %.2f ms, max %.1f ms (%d measured)",
                at(sorted, 0.50),
                at(sorted, 0.99),
                at(sorted, 1),
                sorted.length);
    }

    /** The least value that this share of all values does not exceed, in milliseconds. */
    private static double at(long[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[Math.max(0, (int) Math.ceil(sorted.length * share) - 1)] / 1e6;
    }
}
