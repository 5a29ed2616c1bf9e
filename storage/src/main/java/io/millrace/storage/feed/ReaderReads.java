package io.millrace.storage.feed;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.storage.Cassandra;
import java.time.Instant;
import java.util.Objects;
import reactor.core.publisher.Mono;

/** Reads of the table {@code feed_readers}. */
public final class ReaderReads {
    private final Cassandra cassandra;
    private final PreparedStatement find;

    public ReaderReads(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.find = cassandra.prepare("SELECT seen_at, woken_at FROM feed_readers WHERE user = ?");
    }

    /** Empty for who was never there. */
    public Mono<Reader> find(OwnerId user) {
        return Mono.defer(() -> cassandra.row(find.bind(user.value()))).map(row -> {
            Instant seen = Objects.requireNonNullElse(row.getInstant("seen_at"), Instant.EPOCH);
            return new Reader(seen, row.getInstant("woken_at"));
        });
    }
}
