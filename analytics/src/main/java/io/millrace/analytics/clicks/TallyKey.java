package io.millrace.analytics.clicks;

import io.millrace.contracts.telemetry.Grain;
import io.millrace.contracts.telemetry.Subject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Which tally: of what, for which hour or day. */
record TallyKey(Subject subject, Grain grain, Instant start) {

    /** The key in bytes, ordered by time, so that old tallies lie together. */
    byte[] toBytes() {
        byte[] name = subject.value().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Long.BYTES + 1 + name.length)
                .putLong(start.getEpochSecond())
                .put((byte) grain.ordinal())
                .put(name)
                .array();
    }

    /** Comes after the keys of all tallies that start before the moment, and before all others. */
    static byte[] firstAt(Instant moment) {
        return ByteBuffer.allocate(Long.BYTES).putLong(moment.getEpochSecond()).array();
    }
}
