package io.millrace.storage.feed;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.posts.PostId;
import io.millrace.storage.Cassandra;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** Reads of the table {@code user_news_feed}. */
public final class FeedReads {
    /** A post that was delivered to somebody; whether they may still see it is another question. */
    public record Delivered(PostId post, OwnerId author) {}

    private final Cassandra cassandra;
    private final PreparedStatement page;

    public FeedReads(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.page = cassandra.prepare("SELECT post, author FROM user_news_feed WHERE user = ? AND post < ? LIMIT ?");
    }

    /**
     * What was delivered to a user, newest first.
     *
     * @param before only older posts; null for the newest
     * @param limit how many at most
     */
    public Flux<Delivered> page(OwnerId user, @Nullable PostId before, int limit) {
        long bound = before == null ? Long.MAX_VALUE : before.value();
        return Flux.defer(() -> cassandra.rows(page.bind(user.value(), bound, limit)))
                .map(row -> new Delivered(new PostId(row.getLong("post")), new OwnerId(row.getString("author"))));
    }
}
