package io.millrace.storage.feed;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.storage.Cassandra;
import java.time.Instant;
import reactor.core.publisher.Mono;

/** Writes of the table {@code feed_readers}; for the projection only. The later of two moments stays, in whatever order. */
public final class ReaderWrites {
    private final Cassandra cassandra;
    private final PreparedStatement seen;
    private final PreparedStatement woken;
    private final PreparedStatement forget;

    public ReaderWrites(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.seen = cassandra.prepare("UPDATE feed_readers USING TIMESTAMP ? SET seen_at = ? WHERE user = ?");
        this.woken = cassandra.prepare("UPDATE feed_readers USING TIMESTAMP ? SET woken_at = ? WHERE user = ?");
        this.forget = cassandra.prepare("DELETE FROM feed_readers WHERE user = ?");
    }

    /** A user was there. */
    public Mono<Void> seen(OwnerId user, Instant at) {
        return Mono.defer(() -> cassandra.write(seen.bind(at.toEpochMilli() * 1_000, at, user.value())));
    }

    /** A user's feed is written again, after it had not been. */
    public Mono<Void> woken(OwnerId user, Instant at) {
        return Mono.defer(() -> cassandra.write(woken.bind(at.toEpochMilli() * 1_000, at, user.value())));
    }

    /** Nobody of that name reads a feed any more. */
    public Mono<Void> forget(OwnerId user) {
        return Mono.defer(() -> cassandra.write(forget.bind(user.value())));
    }
}
