package io.millrace.storage.feed;

import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.feed.Delivery;
import io.millrace.contracts.posts.PostId;
import io.millrace.storage.Cassandra;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Writes of the table {@code user_news_feed}; for the projection only. A row takes its place in time from its post, so it may be
 * written any number of times. Rows of one user go together, because they share a partition.
 */
public final class FeedWrites {
    private static final int WRITES_AT_ONCE = 256;
    private static final int MOST_TOGETHER = 100;

    private record Row(PostId post, OwnerId author) {}

    private final Cassandra cassandra;
    private final PreparedStatement put;
    private final PreparedStatement forget;

    public FeedWrites(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.put =
                cassandra.prepare("INSERT INTO user_news_feed (user, post, author) VALUES (?, ?, ?) USING TIMESTAMP ?");
        this.forget = cassandra.prepare("DELETE FROM user_news_feed WHERE user = ?");
    }

    /** Writes all rows of all deliveries; done when all are written, in no particular order. */
    public Mono<Void> putAll(Collection<Delivery> deliveries) {
        return Mono.defer(() -> {
            Map<OwnerId, List<Row>> byUser = new LinkedHashMap<>();
            for (Delivery delivery : deliveries) {
                for (OwnerId follower : delivery.followers()) {
                    List<Row> rows = byUser.computeIfAbsent(follower, user -> new ArrayList<>(1));
                    delivery.posts().forEach(post -> rows.add(new Row(post, delivery.author())));
                }
            }
            return Flux.fromIterable(byUser.entrySet())
                    .flatMap(entry -> put(entry.getKey(), entry.getValue()), WRITES_AT_ONCE)
                    .then();
        });
    }

    private Mono<Void> put(OwnerId user, List<Row> rows) {
        if (rows.size() == 1) {
            return cassandra.write(bind(user, rows.get(0)));
        }
        return Flux.fromIterable(rows)
                .map(row -> bind(user, row))
                .buffer(MOST_TOGETHER)
                .concatMap(some -> cassandra.write(BatchStatement.newInstance(BatchType.UNLOGGED, List.copyOf(some))))
                .then();
    }

    private BoundStatement bind(OwnerId user, Row row) {
        return put.bind(
                user.value(),
                row.post().value(),
                row.author().value(),
                row.post().time().toEpochMilli() * 1_000);
    }

    /** Forgets whatever was delivered to a user. */
    public Mono<Void> forget(OwnerId user) {
        return Mono.defer(() -> cassandra.write(forget.bind(user.value())));
    }
}
