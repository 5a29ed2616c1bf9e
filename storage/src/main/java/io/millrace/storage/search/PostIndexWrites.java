package io.millrace.storage.search;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.millrace.contracts.posts.Post;
import io.millrace.contracts.posts.PostId;
import io.millrace.storage.Cassandra;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import reactor.core.publisher.Mono;

/** Writes of the tables {@code posts_by_term}, {@code term_slots} and {@code indexed_posts}; for the projection only. */
public final class PostIndexWrites {
    private final Cassandra cassandra;
    private final PreparedStatement find;
    private final PreparedStatement record;
    private final PreparedStatement list;
    private final PreparedStatement unlist;
    private final PreparedStatement putSlot;
    private final KnownSlots known = new KnownSlots();

    public PostIndexWrites(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.find = cassandra.prepare("SELECT version, words FROM indexed_posts WHERE post = ?");
        this.record = cassandra.prepare(
                "INSERT INTO indexed_posts (post, version, words) VALUES (?, ?, ?) USING TIMESTAMP ?");
        this.list =
                cassandra.prepare("INSERT INTO posts_by_term (term, slot, post) VALUES (?, ?, ?) USING TIMESTAMP ?");
        this.unlist = cassandra.prepare(
                "DELETE FROM posts_by_term USING TIMESTAMP ? WHERE term = ? AND slot = ? AND post = ?");
        this.putSlot = cassandra.prepare("INSERT INTO term_slots (term, slot) VALUES (?, ?)");
    }

    /** Lists the post under its words, and no longer under those that it had. */
    public Mono<Void> list(Post post) {
        return new Lists(post.id(), post.version()).follow(post.version(), SearchWords.of(post));
    }

    /** Takes out a post that is not to be found in this version. */
    public Mono<Void> unlist(Post post) {
        return new Lists(post.id(), post.version()).follow(post.version(), Set.of());
    }

    /** Takes out a post that was deleted, which counts as the version after the post's. */
    public Mono<Void> delete(Post post) {
        long version = post.version() + 1;
        return new Lists(post.id(), version).follow(version, Set.of());
    }

    private final class Lists implements WordLists {
        private final PostId post;
        private final int slot;
        private final long version;

        Lists(PostId post, long version) {
            this.post = post;
            this.slot = PostSlots.of(post);
            this.version = version;
        }

        @Override
        public Mono<IndexedWords> indexed() {
            return Mono.defer(() -> cassandra.row(find.bind(post.value())))
                    .map(row -> new IndexedWords(
                            row.getLong("version"),
                            Objects.requireNonNullElse(row.getSet("words", String.class), Set.of())));
        }

        @Override
        public Mono<Void> record(long place, IndexedWords words) {
            return cassandra.write(record.bind(post.value(), words.version(), words.words(), timestamp(place)));
        }

        @Override
        public Mono<Void> list(String term) {
            Mono<Void> entry = cassandra.write(list.bind(term, slot, post.value(), timestamp(version)));
            return known.contains(term, slot)
                    ? entry
                    : cassandra
                            .write(putSlot.bind(term, slot))
                            .doOnSuccess(done -> known.add(term, slot))
                            .then(entry);
        }

        @Override
        public Mono<Void> unlist(String term) {
            return cassandra.write(unlist.bind(timestamp(version), term, slot, post.value()));
        }

        /** In microseconds, from the post's birth. */
        private long timestamp(long place) {
            return post.time().toEpochMilli() * 1_000 + place;
        }
    }

    /** Slots that are certainly on record: spares most posts a second row for every term. */
    private static final class KnownSlots {
        private static final int CAPACITY = 50_000;

        private final Map<Map.Entry<String, Integer>, Boolean> recent = new LinkedHashMap<>(256, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Map.Entry<String, Integer>, Boolean> eldest) {
                return size() > CAPACITY;
            }
        };

        synchronized boolean contains(String term, int slot) {
            return recent.get(Map.entry(term, slot)) != null;
        }

        synchronized void add(String term, int slot) {
            recent.put(Map.entry(term, slot), true);
        }
    }
}
