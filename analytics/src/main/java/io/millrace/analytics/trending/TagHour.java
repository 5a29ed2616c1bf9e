package io.millrace.analytics.trending;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** A tag in an hour. */
record TagHour(Instant hour, String tag) {
    /** The key in bytes, ordered by time. */
    byte[] toBytes() {
        byte[] word = tag.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Long.BYTES + word.length)
                .put(Hours.key(hour))
                .put(word)
                .array();
    }

    static TagHour read(byte[] key) {
        return new TagHour(
                Instant.ofEpochSecond(ByteBuffer.wrap(key).getLong()),
                new String(key, Long.BYTES, key.length - Long.BYTES, StandardCharsets.UTF_8));
    }
}
