package io.millrace.storage.expiry;

import java.time.Duration;
import java.time.Instant;

/**
 * Ten minutes of what is due of a kind and shard.
 *
 * @param start when it begins, a whole multiple of ten minutes
 */
public record DueSlot(String kind, int shard, Instant start) {
    static final Duration LENGTH = Duration.ofMinutes(10);

    static DueSlot of(Due due) {
        long millis = LENGTH.toMillis();
        return new DueSlot(
                due.kind(),
                due.shard(),
                Instant.ofEpochMilli(Math.floorDiv(due.at().toEpochMilli(), millis) * millis));
    }

    /** When all of it is due. */
    public Instant end() {
        return start.plus(LENGTH);
    }
}
