package io.millrace.feedbuilder.fanout;

import io.millrace.contracts.Topics;
import io.millrace.streams.writeback.HeapBounds;
import java.time.Duration;

/**
 * How posts are fanned out.
 *
 * @param prefix what the names of topics begin with
 * @param pullFrom an author with that many followers is pulled from the next post on
 * @param pushBelow an author with fewer followers is pushed again from the next post on; at most {@code pullFrom}
 * @param dwell how long an author stays in a mode at least
 * @param bucketSize how many followers one bucket takes, and one delivery names; must never change for an application that has
 *     state
 * @param atOnce how many buckets of an author a worker takes in one step, if the author has no more than that in the partition
 * @param slice how many buckets it takes in one step otherwise, before it gives way to the tasks of others
 * @param heap what the members of buckets may take in the heap of each partition
 */
public record FanoutSettings(
        String prefix,
        long pullFrom,
        long pushBelow,
        Duration dwell,
        int bucketSize,
        int atOnce,
        int slice,
        HeapBounds heap) {
    /** A delivery of about 4 KB. */
    public static final int BUCKET_SIZE = 256;

    public FanoutSettings {
        if (pullFrom < 0 || pushBelow < 0 || pushBelow > pullFrom) {
            throw new IllegalArgumentException(
                    "push-below is at least 0 and at most pull-from, not " + pushBelow + " of " + pullFrom);
        }
        if (dwell.isNegative()) {
            throw new IllegalArgumentException("dwell is not negative: " + dwell);
        }
        if (slice < 1 || atOnce < slice) {
            throw new IllegalArgumentException(
                    "slice is at least 1 and at-once at least slice, not " + slice + " and " + atOnce);
        }
    }

    public static FanoutSettings defaults() {
        return new FanoutSettings(
                Topics.DEFAULT_PREFIX,
                10_000,
                8_000,
                Duration.ofDays(1),
                BUCKET_SIZE,
                8,
                1,
                new HeapBounds(8 * 1024 * 1024, 20_000));
    }
}
