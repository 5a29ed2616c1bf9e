package io.millrace.gateway.log;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Keeps callers from a thing that failed: after a failure only one in a second passes, until one succeeds. Thread-safe. */
final class Breaker {
    private static final long PAUSE = Duration.ofSeconds(1).toNanos();
    private static final long CLOSED = Long.MIN_VALUE;

    private final LongSupplier nanoTime;
    private final AtomicLong nextTry = new AtomicLong(CLOSED);

    /**
     * @param nanoTime a clock like {@link System#nanoTime()}
     */
    Breaker(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    boolean tryPass() {
        long next = nextTry.get();
        if (next == CLOSED) {
            return true;
        }
        long now = nanoTime.getAsLong();
        return now - next >= 0 && nextTry.compareAndSet(next, now + PAUSE);
    }

    void succeeded() {
        nextTry.set(CLOSED);
    }

    void failed() {
        nextTry.set(nanoTime.getAsLong() + PAUSE);
    }
}
