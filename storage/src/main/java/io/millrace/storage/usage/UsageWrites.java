package io.millrace.storage.usage;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.usage.Usage;
import io.millrace.storage.Cassandra;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Writes of the table {@code usage_by_hour}; for the projection only. A write takes its place in time from the revision, so an
 * earlier count never replaces a later one.
 */
public final class UsageWrites {
    private static final int WRITES_AT_ONCE = 64;

    private final Cassandra cassandra;
    private final PreparedStatement put;
    private final PreparedStatement forget;

    public UsageWrites(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.put = cassandra.prepare("INSERT INTO usage_by_hour"
                + " (owner, year, hour, part, creations, redirects, stored_bytes, revision)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) USING TIMESTAMP ?");
        this.forget = cassandra.prepare("DELETE FROM usage_by_hour WHERE owner = ? AND year = ?");
    }

    /** Writes many; completes when all are written, in no particular order. */
    public Mono<Void> putAll(Collection<Usage> usages) {
        return Flux.fromIterable(usages).flatMap(this::put, WRITES_AT_ONCE).then();
    }

    /** Forgets all that an owner ever used. */
    public Mono<Void> forget(OwnerId owner, Instant now) {
        return UsageReads.years(now)
                .concatMap(year -> cassandra.write(forget.bind(owner.value(), year)))
                .then();
    }

    private Mono<Void> put(Usage usage) {
        return Mono.defer(() -> cassandra.write(put.bind(
                usage.owner().value(),
                usage.hour().atZone(ZoneOffset.UTC).getYear(),
                usage.hour(),
                usage.part(),
                usage.creations(),
                usage.redirects(),
                usage.storedBytes(),
                usage.revision(),
                usage.revision())));
    }
}
