package io.millrace.gateway.log;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether what this gateway knows from the log is the log's present state. It is while ticks that the gateway appends come
 * back to it on every partition. Thread-safe; time is the process' monotonic clock, in nanoseconds.
 */
public final class Freshness {
    /** How old the last tick may be. */
    static final Duration LIMIT = Duration.ofSeconds(2);

    /** How long public links may be served from the cache of a gateway that is cut off. */
    static final Duration GRACE = Duration.ofMinutes(10);

    private final LongSupplier nanoTime;
    /** When the oldest tick was sent that is the newest one of its partition. */
    private volatile long provenAt;

    private volatile boolean started;

    public Freshness(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.provenAt = nanoTime.getAsLong();
    }

    /** The log was read up to what was in it at that time. */
    void proven(long atNanos) {
        provenAt = atNanos;
        started = true;
    }

    /** Whether the log was ever read up to its end of that time. */
    public boolean isStarted() {
        return started;
    }

    /** Whether the cache can be believed in everything. */
    public boolean isFresh() {
        return started && ageNanos() < LIMIT.toNanos();
    }

    /** Whether the cache may be believed for links that are open to all. */
    public boolean isBearable() {
        return ageNanos() < GRACE.toNanos();
    }

    /** How long ago the cache was known to be fresh. */
    public Duration age() {
        return Duration.ofNanos(ageNanos());
    }

    private long ageNanos() {
        return Math.max(0, nanoTime.getAsLong() - provenAt);
    }
}
