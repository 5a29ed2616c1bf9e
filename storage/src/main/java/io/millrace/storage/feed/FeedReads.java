package io.millrace.storage.feed;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.posts.PostId;
import io.millrace.storage.Cassandra;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Reads of the table {@code user_news_feed}. */
public final class FeedReads {
    private final Cassandra cassandra;
    private final PreparedStatement newest;

    public FeedReads(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.newest = cassandra.prepare("SELECT post, author FROM user_news_feed WHERE user = ? AND post < ? LIMIT ?");
    }

    /**
     * What was delivered to a user's feed, the newest first.
     *
     * @param before only what is older than this post; null for the newest
     * @param limit the most that are read
     */
    public Mono<List<FeedPost>> newest(OwnerId user, @Nullable PostId before, int limit) {
        return Mono.defer(() -> cassandra
                .rows(newest.bind(user.value(), before == null ? Long.MAX_VALUE : before.value(), limit)
                        .setPageSize(limit))
                .map(row -> new FeedPost(
                        new PostId(row.getLong("post")), new OwnerId(Objects.requireNonNull(row.getString("author")))))
                .collectList());
    }
}
