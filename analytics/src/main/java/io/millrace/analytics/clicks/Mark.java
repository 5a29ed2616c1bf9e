package io.millrace.analytics.clicks;

import io.millrace.streams.writeback.StoredForm;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The highest position of one journal that this partition has seen. Within a partition the positions of a journal only grow,
 * except where a shipper starts again from its cursor, and a shipper leaves no gap; so whatever does not rise above the mark was
 * counted before. See {@code docs/adr/0041-repeated-clicks.md}.
 */
final class Mark {
    private long position = -1;
    private long seenAt;

    /**
     * Takes note of a position.
     *
     * @param now the time, in milliseconds since 1970
     * @return whether it is new
     */
    boolean raise(long to, long now) {
        if (to <= position) {
            return false;
        }
        position = to;
        seenAt = now;
        return true;
    }

    /** How marks are stored: by the journal's name, as the position and the time of the last rise. */
    static final class Form implements StoredForm<String, Mark> {
        @Override
        public byte[] key(String journal) {
            return journal.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public byte[] value(String journal, Mark mark, int partition) {
            return ByteBuffer.allocate(2 * Long.BYTES)
                    .putLong(mark.position)
                    .putLong(mark.seenAt)
                    .array();
        }

        @Override
        public Mark read(byte[] value) {
            ByteBuffer bytes = ByteBuffer.wrap(value);
            Mark mark = new Mark();
            mark.position = bytes.getLong();
            mark.seenAt = bytes.getLong();
            return mark;
        }

        @Override
        public Mark fresh() {
            return new Mark();
        }
    }
}
