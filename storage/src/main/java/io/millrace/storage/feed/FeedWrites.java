package io.millrace.storage.feed;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.posts.PostId;
import io.millrace.storage.Cassandra;
import io.millrace.storage.PartitionBatches;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Writes of the table {@code user_news_feed}; for the projection only. A write takes its place in time from when the post was
 * made, so writing it again changes nothing.
 */
public final class FeedWrites {
    /** How long a post stays in feeds, from when it was made. */
    public static final Duration HORIZON = Duration.ofDays(30);

    /** Fewer than a node takes at once, so that it has room for what people wait for. */
    private static final int WRITES_AT_ONCE = 96;

    private final Cassandra cassandra;
    private final PreparedStatement add;
    private final PreparedStatement forget;
    private final Clock clock = Clock.systemUTC();

    public FeedWrites(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.add = cassandra.prepare(
                "INSERT INTO user_news_feed (user, post, author) VALUES (?, ?, ?)" + " USING TIMESTAMP ? AND TTL ?");
        this.forget = cassandra.prepare("DELETE FROM user_news_feed WHERE user = ?");
    }

    /**
     * Adds posts to feeds; what is beyond the horizon is passed over. Those of one feed share a write. Completes when all are
     * written, in no particular order.
     */
    public Mono<Void> add(Map<OwnerId, ? extends Collection<FeedPost>> feeds) {
        return Flux.fromIterable(feeds.entrySet())
                .concatMapIterable(feed -> statements(feed.getKey(), feed.getValue()))
                .flatMap(cassandra::write, WRITES_AT_ONCE)
                .then();
    }

    /** Forgets whatever was delivered to a user. */
    public Mono<Void> forget(OwnerId user) {
        return Mono.defer(() -> cassandra.write(forget.bind(user.value())));
    }

    private List<Statement<?>> statements(OwnerId user, Collection<FeedPost> posts) {
        Instant now = clock.instant();
        List<BoundStatement> rows = posts.stream()
                .filter(post -> secondsLeft(post.post(), now) > 0)
                .map(post -> bind(user, post, now))
                .toList();
        return PartitionBatches.of(rows);
    }

    private BoundStatement bind(OwnerId user, FeedPost post, Instant now) {
        return add.bind(
                user.value(),
                post.post().value(),
                post.author().value(),
                post.post().time().toEpochMilli() * 1_000,
                secondsLeft(post.post(), now));
    }

    /** How long the row is to live, at most the horizon whatever the clocks say. */
    private static int secondsLeft(PostId post, Instant now) {
        long left = Duration.between(now, post.time().plus(HORIZON)).toSeconds();
        return (int) Math.min(HORIZON.toSeconds(), left);
    }
}
