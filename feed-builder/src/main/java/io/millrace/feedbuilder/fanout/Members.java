package io.millrace.feedbuilder.fanout;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.posts.PostId;
import io.millrace.streams.writeback.HeapBounds;
import io.millrace.streams.writeback.StoredForm;
import io.millrace.streams.writeback.WriteBackStoreBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;

/**
 * The members of a bucket, packed as a delivery has them: {@code "ada","bob"}. A delivery is made by copying these bytes
 * between two others; names have no characters that JSON would escape.
 */
final class Members {
    private static final byte[] TAIL = ascii("]}");

    private byte[] packed;
    private int length;
    private int count;

    private Members(byte[] packed) {
        this.packed = packed;
        this.length = packed.length;
        for (byte b : packed) {
            count += b == ',' ? 1 : 0;
        }
        count += length == 0 ? 0 : 1;
    }

    static Members none() {
        return new Members(new byte[0]);
    }

    static WriteBackStoreBuilder<BucketKey, Members> store(KeyValueBytesStoreSupplier inner, HeapBounds bounds) {
        return new WriteBackStoreBuilder<>(inner, new Form(), bounds);
    }

    int count() {
        return count;
    }

    boolean has(OwnerId member) {
        return find(quoted(member)) >= 0;
    }

    /** Adds somebody who is not among them. */
    void add(OwnerId member) {
        byte[] quoted = quoted(member);
        int comma = length == 0 ? 0 : 1;
        int grown = length + comma + quoted.length;
        if (grown > packed.length) {
            packed = Arrays.copyOf(packed, Math.max(grown, packed.length * 2));
        }
        if (comma == 1) {
            packed[length] = ',';
        }
        System.arraycopy(quoted, 0, packed, length + comma, quoted.length);
        length = grown;
        count++;
    }

    /** Removes somebody who is among them. */
    void remove(OwnerId member) {
        byte[] quoted = quoted(member);
        int start = find(quoted);
        int end = start + quoted.length;
        if (end < length) {
            end++; // the comma behind
        } else if (start > 0) {
            start--; // of the last one, the comma before
        }
        System.arraycopy(packed, end, packed, start, length - end);
        length -= end - start;
        count--;
    }

    /** The delivery of a post to all of them, as its JSON. */
    byte[] delivery(OwnerId author, PostId post) {
        byte[] head =
                ascii("{\"author\":\"" + author.value() + "\",\"posts\":[\"" + post.value() + "\"],\"followers\":[");
        byte[] delivery = Arrays.copyOf(head, head.length + length + TAIL.length);
        System.arraycopy(packed, 0, delivery, head.length, length);
        System.arraycopy(TAIL, 0, delivery, head.length + length, TAIL.length);
        return delivery;
    }

    private int find(byte[] quoted) {
        int last = length - quoted.length;
        for (int i = 0; i <= last; i++) {
            if (packed[i] == '"' && Arrays.equals(packed, i, i + quoted.length, quoted, 0, quoted.length)) {
                return i;
            }
        }
        return -1;
    }

    private static byte[] quoted(OwnerId member) {
        return ascii('"' + member.value() + '"');
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static final class Form implements StoredForm<BucketKey, Members> {
        @Override
        public byte[] key(BucketKey key) {
            return key.toBytes();
        }

        @Override
        public byte[] value(BucketKey key, Members members, int partition) {
            return Arrays.copyOf(members.packed, members.length);
        }

        @Override
        public Members read(byte[] value) {
            return new Members(value);
        }

        @Override
        public Members fresh() {
            return none();
        }
    }
}
