package io.millrace.gateway.ids;

import io.millrace.contracts.posts.TimeOrderedId;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Ids of one node, each larger than the one before whatever the clock does. A clock that steps back, or more than 4,096 ids in a
 * millisecond, make it run ahead of the clock, by {@value #MOST_AHEAD} ms at most. Thread-safe, without locks.
 */
final class IdClock {
    static final long MOST_AHEAD = 5;

    private final LongSupplier millis;
    /** The millisecond and the sequence of the last id. */
    private final AtomicLong last = new AtomicLong();

    /** @param millis since 1970 */
    IdClock(LongSupplier millis) {
        this.millis = millis;
    }

    /** The next id of that node; empty while the clock is too far behind. */
    OptionalLong next(int node) {
        while (true) {
            long before = last.get();
            long now = millis.getAsLong();
            long next = Math.max(before + 1, now << TimeOrderedId.SEQUENCE_BITS);
            long at = next >>> TimeOrderedId.SEQUENCE_BITS;
            if (at - now > MOST_AHEAD) {
                return OptionalLong.empty();
            }
            if (last.compareAndSet(before, next)) {
                return OptionalLong.of(TimeOrderedId.of(at, node, (int) (next & TimeOrderedId.PER_MILLISECOND - 1)));
            }
        }
    }

    /** Whether there is a next id now. */
    boolean isReady() {
        return (last.get() + 1 >>> TimeOrderedId.SEQUENCE_BITS) - millis.getAsLong() <= MOST_AHEAD;
    }
}
