package io.millrace.storage.links;

import java.time.Instant;

/** How an owner's links are cut by time. */
final class LinkBuckets {
    private static final long MILLIS = 600_000;

    private LinkBuckets() {}

    /** The start of the ten minutes in which the moment lies. */
    static Instant of(Instant moment) {
        return Instant.ofEpochMilli(Math.floorDiv(moment.toEpochMilli(), MILLIS) * MILLIS);
    }

    /** The first moment after the ten minutes that begin then. */
    static Instant end(Instant bucket) {
        return bucket.plusMillis(MILLIS);
    }
}
