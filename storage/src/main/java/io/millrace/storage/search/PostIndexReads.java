package io.millrace.storage.search;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.millrace.contracts.posts.PostId;
import io.millrace.storage.Cassandra;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * Reads of the tables {@code posts_by_term} and {@code term_slots}. The index may lag behind the posts, and lists what has the
 * query's longest word: a reader looks each post up and asks {@link SearchQuery#matches}.
 */
public final class PostIndexReads {
    private static final int SLOTS_AT_ONCE = 4;
    private static final int SLOTS_PER_PAGE = 64;

    private final Cassandra cassandra;
    private final PreparedStatement slots;
    private final PreparedStatement posts;

    public PostIndexReads(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.slots = cassandra.prepare("SELECT slot FROM term_slots WHERE term = ? AND slot <= ?");
        this.posts =
                cassandra.prepare("SELECT post FROM posts_by_term WHERE term = ? AND slot = ? AND post < ? LIMIT ?");
    }

    /**
     * What may match, newest first.
     *
     * @param before only older posts; null for the newest
     * @param limit the most to give, at least 1
     */
    public Flux<PostId> candidates(SearchQuery query, @Nullable PostId before, int limit) {
        String term = query.lead();
        long bound = before == null ? Long.MAX_VALUE : before.value();
        int newest = before == null ? PostSlots.last() : PostSlots.of(before);
        return Flux.defer(() -> cassandra.rows(slots.bind(term, newest).setPageSize(SLOTS_PER_PAGE)))
                .map(row -> row.getInt("slot"))
                .flatMapSequential(
                        slot -> Flux.defer(() -> cassandra.rows(posts.bind(term, slot, bound, limit))),
                        SLOTS_AT_ONCE,
                        SLOTS_AT_ONCE)
                .map(row -> new PostId(row.getLong("post")))
                .take(limit);
    }
}
