package io.millrace.feedbuilder.fanout;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.posts.PostId;
import io.millrace.contracts.posts.TimeOrderedId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The posts of each author, with the mode under which they appeared, for as long as feeds hold them. */
final class StampedPosts {
    /** How long a post stays in feeds. */
    static final Duration HORIZON = Duration.ofDays(30);

    /** How many of an author's newest posts are looked at to find those that a new follower receives. */
    static final int LOOKED_AT = 300;

    private static final int FORGOTTEN_AT_ONCE = 2;
    private static final Mode[] MODES = Mode.values();

    private final KeyValueStore<Bytes, byte[]> store;

    StampedPosts(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /**
     * @param version of the last event
     * @param mode under which it first reached followers; null if it has not
     * @param reaches whether it reaches followers now
     * @param deleted whether it is gone for good
     */
    record Stamped(long version, @Nullable Mode mode, boolean reaches, boolean deleted) {}

    /** Whether feeds do not hold a post any more. */
    static boolean isPast(PostId post, Instant now) {
        return post.time().isBefore(now.minus(HORIZON));
    }

    @Nullable
    Stamped find(OwnerId author, PostId post) {
        byte[] value = store.get(key(author, post.value()));
        return value == null ? null : read(value);
    }

    void put(OwnerId author, PostId post, Stamped stamped) {
        Mode mode = stamped.mode();
        store.put(
                key(author, post.value()),
                ByteBuffer.allocate(Long.BYTES + 3)
                        .putLong(stamped.version())
                        .put((byte) (mode == null ? -1 : mode.ordinal()))
                        .put((byte) (stamped.reaches() ? 1 : 0))
                        .put((byte) (stamped.deleted() ? 1 : 0))
                        .array());
    }

    /** The author's newest posts that were pushed and still reach followers, newest first. */
    List<PostId> pushed(OwnerId author, Instant now, int limit) {
        List<PostId> found = new ArrayList<>();
        long from = TimeOrderedId.floor(now.minus(HORIZON));
        try (KeyValueIterator<Bytes, byte[]> newest =
                store.reverseRange(key(author, from), key(author, Long.MAX_VALUE))) {
            for (int seen = 0; seen < LOOKED_AT && found.size() < limit && newest.hasNext(); seen++) {
                var entry = newest.next();
                Stamped stamped = read(entry.value);
                if (stamped.mode() == Mode.PUSH && stamped.reaches()) {
                    found.add(post(entry.key));
                }
            }
        }
        return found;
    }

    /** Drops some of the author's posts that feeds do not hold any more; more than one post can add. */
    void forgetPast(OwnerId author, Instant now) {
        List<Bytes> past = new ArrayList<>();
        Bytes end = key(author, Math.max(0, TimeOrderedId.floor(now.minus(HORIZON)) - 1));
        try (KeyValueIterator<Bytes, byte[]> oldest = store.range(key(author, 0), end)) {
            while (past.size() < FORGOTTEN_AT_ONCE && oldest.hasNext()) {
                past.add(oldest.next().key);
            }
        }
        past.forEach(store::delete);
    }

    private static Stamped read(byte[] value) {
        ByteBuffer in = ByteBuffer.wrap(value);
        long version = in.getLong();
        int mode = in.get();
        return new Stamped(version, mode < 0 ? null : MODES[mode], in.get() == 1, in.get() == 1);
    }

    private static Bytes key(OwnerId author, long post) {
        byte[] name = author.value().getBytes(StandardCharsets.US_ASCII);
        return Bytes.wrap(ByteBuffer.allocate(name.length + 1 + Long.BYTES)
                .put(name)
                .put((byte) 0)
                .putLong(post)
                .array());
    }

    private static PostId post(Bytes key) {
        byte[] bytes = key.get();
        return new PostId(
                ByteBuffer.wrap(bytes, bytes.length - Long.BYTES, Long.BYTES).getLong());
    }
}
