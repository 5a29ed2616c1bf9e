package io.millrace.feedbuilder.fanout;

import io.millrace.streams.writeback.HeapBounds;
import io.millrace.streams.writeback.StoredForm;
import io.millrace.streams.writeback.WriteBackStoreBuilder;
import java.nio.ByteBuffer;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;

/** How full a bucket is. Buckets that are not full are linked, so that room is found without looking at full ones. */
final class Room {
    private static final HeapBounds BOUNDS = new HeapBounds(1024 * 1024, 10_000);

    int members;

    /** Another bucket of the same author and partition with room, or NONE; means nothing while this one is full. */
    int next = Author.NONE;

    static WriteBackStoreBuilder<BucketKey, Room> store(KeyValueBytesStoreSupplier inner) {
        return new WriteBackStoreBuilder<>(inner, new Form(), BOUNDS);
    }

    private static final class Form implements StoredForm<BucketKey, Room> {
        @Override
        public byte[] key(BucketKey key) {
            return key.toBytes();
        }

        @Override
        public byte[] value(BucketKey key, Room room, int partition) {
            return ByteBuffer.allocate(2 * Integer.BYTES)
                    .putInt(room.members)
                    .putInt(room.next)
                    .array();
        }

        @Override
        public Room read(byte[] value) {
            ByteBuffer in = ByteBuffer.wrap(value);
            Room room = new Room();
            room.members = in.getInt();
            room.next = in.getInt();
            return room;
        }

        @Override
        public Room fresh() {
            return new Room();
        }
    }
}
