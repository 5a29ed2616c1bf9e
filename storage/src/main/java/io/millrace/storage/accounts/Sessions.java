package io.millrace.storage.accounts;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.storage.Cassandra;
import io.millrace.storage.Claims;
import java.time.Duration;
import java.time.Instant;
import reactor.core.publisher.Mono;

/** The table {@code sessions}. For gateways only. */
public final class Sessions {
    private final Cassandra cassandra;
    private final Claims claims;
    private final PreparedStatement find;
    private final PreparedStatement begin;
    private final PreparedStatement touch;
    private final PreparedStatement end;

    public Sessions(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.claims = new Claims(cassandra);
        this.find =
                cassandra.prepareQuorum("SELECT owner, generation, created_at, seen_at FROM sessions WHERE hash = ?");
        this.begin = cassandra.prepareClaim("INSERT INTO sessions (hash, owner, generation, created_at, seen_at)"
                + " VALUES (?, ?, ?, ?, ?) IF NOT EXISTS USING TTL ?");
        this.touch = cassandra.prepareClaim("UPDATE sessions USING TTL ? SET owner = ?, generation = ?,"
                + " created_at = ?, seen_at = ? WHERE hash = ? IF owner = ?");
        this.end = cassandra.prepareClaim("DELETE FROM sessions WHERE hash = ? IF EXISTS");
    }

    public Mono<Session> find(String hash) {
        return Mono.defer(() -> cassandra.row(find.bind(hash))).map(row -> read(hash, row));
    }

    /** Begins a session that ends by itself after so long. */
    public Mono<Void> begin(Session session, Duration life) {
        return claims.applied(() -> begin.bind(
                        session.hash(),
                        session.owner().value(),
                        session.generation(),
                        session.createdAt(),
                        session.seenAt(),
                        (int) life.toSeconds()))
                .then();
    }

    /** Lets a session last longer; one that has ended stays so. */
    public Mono<Void> touch(Session session, Instant seenAt, Duration life) {
        String owner = session.owner().value();
        return claims.applied(() -> touch.bind(
                        (int) life.toSeconds(),
                        owner,
                        session.generation(),
                        session.createdAt(),
                        seenAt,
                        session.hash(),
                        owner))
                .then();
    }

    public Mono<Void> end(String hash) {
        return claims.applied(() -> end.bind(hash)).then();
    }

    private static Session read(String hash, Row row) {
        return new Session(
                hash,
                new OwnerId(row.getString("owner")),
                row.getInt("generation"),
                row.getInstant("created_at"),
                row.getInstant("seen_at"));
    }
}
