package io.millrace.feedbuilder.fanout;

import static io.millrace.feedbuilder.fanout.Edges.micros;

import io.millrace.contracts.Topics;
import io.millrace.streams.writeback.HeapBounds;
import io.millrace.streams.writeback.StoredForm;
import io.millrace.streams.writeback.WriteBackStoreBuilder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;

/** What is known of an author beside posts and followers: the mode and the buckets. */
final class Author {
    /** In whose partitions followers have their feeds. */
    static final int PARTITIONS = Topics.FEED_DELIVERIES.partitions();

    /** Instead of a bucket's number. */
    static final int NONE = -1;

    private static final HeapBounds BOUNDS = new HeapBounds(1024 * 1024, 10_000);

    Mode mode = Mode.PUSH;

    /** When the mode changed, in microseconds since 1970. */
    long modeSince = Long.MIN_VALUE;

    /** The latest moment that a post or an edge told, in microseconds since 1970: what is past by then stays so. */
    long latest;

    /** How many buckets there are of each partition: those with the numbers p, p + PARTITIONS and so on. */
    final int[] opened = new int[PARTITIONS];

    /** A bucket of each partition that has room, or NONE; {@link Room#next} tells the next one. */
    final int[] roomy = new int[PARTITIONS];

    Author() {
        Arrays.fill(roomy, NONE);
    }

    /** Takes note of a moment, and tells the latest one. */
    Instant passed(Instant at) {
        latest = Math.max(latest, micros(at));
        return Instant.EPOCH.plus(latest, ChronoUnit.MICROS);
    }

    static WriteBackStoreBuilder<String, Author> store(KeyValueBytesStoreSupplier inner) {
        return new WriteBackStoreBuilder<>(inner, new Form(), BOUNDS);
    }

    private static final class Form implements StoredForm<String, Author> {
        private static final int SIZE = 1 + 2 * Long.BYTES + 2 * PARTITIONS * Integer.BYTES;

        @Override
        public byte[] key(String name) {
            return name.getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public byte[] value(String name, Author author, int partition) {
            ByteBuffer out = ByteBuffer.allocate(SIZE)
                    .put((byte) author.mode.ordinal())
                    .putLong(author.modeSince)
                    .putLong(author.latest);
            for (int p = 0; p < PARTITIONS; p++) {
                out.putInt(author.opened[p]).putInt(author.roomy[p]);
            }
            return out.array();
        }

        @Override
        public Author read(byte[] value) {
            ByteBuffer in = ByteBuffer.wrap(value);
            Author author = new Author();
            author.mode = Mode.values()[in.get()];
            author.modeSince = in.getLong();
            author.latest = in.getLong();
            for (int p = 0; p < PARTITIONS; p++) {
                author.opened[p] = in.getInt();
                author.roomy[p] = in.getInt();
            }
            return author;
        }

        @Override
        public Author fresh() {
            return new Author();
        }
    }
}
