package io.millrace.analytics.trending;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * One post of an hour more or less has a tag; the tag is the record's key. Between the two halves of the topology only.
 *
 * @param hour when the hour began in which the post was made
 * @param by 1 or -1
 */
record TagChange(Instant hour, int by) {
    static final Serde<TagChange> SERDE =
            Serdes.serdeFrom((topic, change) -> change.toBytes(), (topic, bytes) -> read(bytes));

    private byte[] toBytes() {
        return ByteBuffer.allocate(Long.BYTES + 1)
                .putLong(hour.getEpochSecond())
                .put((byte) by)
                .array();
    }

    private static TagChange read(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new TagChange(Instant.ofEpochSecond(buffer.getLong()), buffer.get());
    }
}
