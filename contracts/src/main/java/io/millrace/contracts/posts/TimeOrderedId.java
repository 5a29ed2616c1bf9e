package io.millrace.contracts.posts;

import java.time.Instant;

/**
 * The layout of ids that sort by when they were made: 41 bits of milliseconds since {@link #EPOCH}, 10 bits of the node that
 * made it and 12 bits that count within the millisecond. Never negative, and good until the year 2094.
 */
public final class TimeOrderedId {
    public static final Instant EPOCH = Instant.parse("2025-01-01T00:00:00Z");
    public static final int NODE_BITS = 10;
    public static final int SEQUENCE_BITS = 12;
    public static final int NODES = 1 << NODE_BITS;
    public static final int PER_MILLISECOND = 1 << SEQUENCE_BITS;

    private static final long EPOCH_MILLIS = EPOCH.toEpochMilli();
    private static final long MAX_TIME = (1L << 41) - 1;

    private TimeOrderedId() {}

    /**
     * Puts an id together.
     *
     * @param millis since 1970
     * @param node 0 to 1,023
     * @param sequence 0 to 4,095
     * @throws IllegalArgumentException if one of them is out of its bounds
     */
    public static long of(long millis, int node, int sequence) {
        long time = millis - EPOCH_MILLIS;
        if (time < 0 || time > MAX_TIME || node < 0 || node >= NODES || sequence < 0 || sequence >= PER_MILLISECOND) {
            throw new IllegalArgumentException("No id of " + millis + " ms, node " + node + ", sequence " + sequence);
        }
        return time << (NODE_BITS + SEQUENCE_BITS) | (long) node << SEQUENCE_BITS | sequence;
    }

    /** The smallest id of that millisecond; of the first one, if that is before it. */
    public static long floor(Instant at) {
        return of(Math.max(EPOCH_MILLIS, at.toEpochMilli()), 0, 0);
    }

    /** When the id was made. */
    public static Instant time(long id) {
        return Instant.ofEpochMilli((id >>> (NODE_BITS + SEQUENCE_BITS)) + EPOCH_MILLIS);
    }

    /**
     * Reads an id as JSON and addresses have it: decimal digits, in one spelling only.
     *
     * @throws IllegalArgumentException if it is none
     */
    static long parse(String text) {
        if (!text.matches("0|[1-9][0-9]{0,18}")) {
            throw new IllegalArgumentException("An id is a whole number of at most 19 digits: " + text);
        }
        return Long.parseLong(text);
    }
}
