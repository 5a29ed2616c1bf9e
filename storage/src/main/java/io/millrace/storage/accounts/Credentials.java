package io.millrace.storage.accounts;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.accounts.Role;
import io.millrace.storage.Cassandra;
import io.millrace.storage.Claims;
import java.util.UUID;
import reactor.core.publisher.Mono;

/**
 * The table {@code credentials}: decides who gets a name, and holds how its account signs in. For gateways; ingest only closes
 * what a gateway was killed before closing.
 */
public final class Credentials {
    private final Cassandra cassandra;
    private final Claims claims;
    private final PreparedStatement find;
    private final PreparedStatement claim;
    private final PreparedStatement token;
    private final PreparedStatement logged;
    private final PreparedStatement release;
    private final PreparedStatement password;
    private final PreparedStatement email;
    private final PreparedStatement close;

    public Credentials(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.claims = new Claims(cassandra);
        this.find = cassandra.prepareQuorum("SELECT name, claim, email, password, role, created_at, generation,"
                + " must_change, logged, closed FROM credentials WHERE name = ?");
        this.claim = cassandra.prepareClaim("INSERT INTO credentials (name, claim, email, password, role, created_at,"
                + " generation, must_change, logged, closed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) IF NOT EXISTS");
        this.token = cassandra.prepareClaim("SELECT claim FROM credentials WHERE name = ?");
        this.logged = cassandra.prepareClaim("UPDATE credentials SET logged = true WHERE name = ? IF claim = ?");
        this.release = cassandra.prepareClaim("DELETE FROM credentials WHERE name = ? IF claim = ? AND logged = false");
        this.password = cassandra.prepareClaim("UPDATE credentials SET password = ?, must_change = false,"
                + " generation = ? WHERE name = ? IF generation = ? AND closed = false");
        this.email = cassandra.prepareClaim("UPDATE credentials SET email = ? WHERE name = ? IF closed = false");
        this.close = cassandra.prepareClaim(
                "UPDATE credentials SET closed = true, password = '', email = '' WHERE name = ? IF closed = false");
    }

    /** How the account of that name signs in, also if it was closed. */
    public Mono<Credential> find(OwnerId name) {
        return Mono.defer(() -> cassandra.row(find.bind(name.value()))).map(Credentials::read);
    }

    /** Takes the name with all that comes with it. Of any number of callers exactly one is told true, for ever. */
    public Mono<Boolean> claim(Credential wanted) {
        return Mono.defer(() -> claims.won(
                () -> claim.bind(
                        wanted.name().value(),
                        wanted.claim(),
                        wanted.email(),
                        wanted.password(),
                        wanted.role().name(),
                        wanted.createdAt(),
                        wanted.generation(),
                        wanted.mustChange(),
                        wanted.logged(),
                        wanted.closed()),
                cassandra
                        .row(token.bind(wanted.name().value()))
                        .map(row -> wanted.claim().equals(row.getUuid("claim")))
                        .defaultIfEmpty(false)));
    }

    /** Remembers that the log has the account. */
    public Mono<Void> logged(OwnerId name, UUID claim) {
        return claims.applied(() -> logged.bind(name.value(), claim)).then();
    }

    /** Gives a name back whose account was certainly not appended to the log. */
    public Mono<Void> release(OwnerId name, UUID claim) {
        return claims.applied(() -> release.bind(name.value(), claim)).then();
    }

    /** Sets a new password's hash; false if it was changed at the same moment, or the account was closed. */
    public Mono<Boolean> changePassword(OwnerId name, int generation, String hash) {
        return claims.applied(() -> password.bind(hash, generation + 1, name.value(), generation));
    }

    /** Sets a new e-mail address; false if the account was closed. */
    public Mono<Boolean> changeEmail(OwnerId name, String address) {
        return claims.applied(() -> email.bind(address, name.value()));
    }

    /** Ends every way to sign in, and forgets the secrets. The name stays taken. */
    public Mono<Void> close(OwnerId name) {
        return claims.applied(() -> close.bind(name.value())).then();
    }

    private static Credential read(Row row) {
        return new Credential(
                new OwnerId(row.getString("name")),
                row.getUuid("claim"),
                row.getString("email"),
                row.getString("password"),
                Role.valueOf(row.getString("role")),
                row.getInstant("created_at"),
                row.getInt("generation"),
                row.getBoolean("must_change"),
                row.getBoolean("logged"),
                row.getBoolean("closed"));
    }
}
