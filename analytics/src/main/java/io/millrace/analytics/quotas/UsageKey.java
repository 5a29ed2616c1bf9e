package io.millrace.analytics.quotas;

import io.millrace.contracts.accounts.OwnerId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Whose usage, in which hour. */
record UsageKey(OwnerId owner, Instant hour) {
    static UsageKey at(OwnerId owner, Instant moment) {
        return new UsageKey(owner, moment.truncatedTo(ChronoUnit.HOURS));
    }

    /** The key in bytes, ordered by time. */
    byte[] toBytes() {
        byte[] name = owner.value().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Long.BYTES + name.length)
                .putLong(hour.getEpochSecond())
                .put(name)
                .array();
    }

    /** Comes after the keys of all hours before the moment, and before all others. */
    static byte[] firstAt(Instant moment) {
        return ByteBuffer.allocate(Long.BYTES).putLong(moment.getEpochSecond()).array();
    }
}
