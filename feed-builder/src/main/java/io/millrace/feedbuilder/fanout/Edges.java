package io.millrace.feedbuilder.fanout;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.graph.GraphEvent.Following;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** What was last said of each follower of an author. Also of those who no longer follow, so that what comes too late is known. */
final class Edges {
    private static final Edge NOTHING = new Edge(Long.MIN_VALUE, Following.NONE, Author.NONE);
    private static final Following[] STATES = Following.values();

    private final KeyValueStore<Bytes, byte[]> store;

    Edges(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /**
     * @param at since when, in microseconds since 1970
     * @param state how the follower stands to the author
     * @param bucket where the follower is a member, or {@link Author#NONE}
     */
    record Edge(long at, Following state, int bucket) {}

    static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    Edge find(OwnerId author, OwnerId follower) {
        byte[] value = store.get(key(author, follower));
        if (value == null) {
            return NOTHING;
        }
        ByteBuffer in = ByteBuffer.wrap(value);
        return new Edge(in.getLong(), STATES[in.get()], in.getInt());
    }

    void put(OwnerId author, OwnerId follower, Edge edge) {
        store.put(
                key(author, follower),
                ByteBuffer.allocate(Long.BYTES + 1 + Integer.BYTES)
                        .putLong(edge.at())
                        .put((byte) edge.state().ordinal())
                        .putInt(edge.bucket())
                        .array());
    }

    private static Bytes key(OwnerId author, OwnerId follower) {
        return Bytes.wrap((author.value() + '\0' + follower.value()).getBytes(StandardCharsets.US_ASCII));
    }
}
