package io.millrace.storage.accounts;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.storage.Cassandra;
import io.millrace.storage.Claims;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** The table {@code account_edits}: decides who makes the version of an account after a given one. Ends after ten minutes. */
public final class AccountEdits {
    private final Cassandra cassandra;
    private final Claims claims;
    private final PreparedStatement claim;
    private final PreparedStatement token;
    private final PreparedStatement release;

    public AccountEdits(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.claims = new Claims(cassandra);
        this.claim = cassandra.prepareClaim(
                "INSERT INTO account_edits (name, from_version, claim) VALUES (?, ?, ?) IF NOT EXISTS");
        this.token = cassandra.prepareClaim("SELECT claim FROM account_edits WHERE name = ? AND from_version = ?");
        this.release =
                cassandra.prepareClaim("DELETE FROM account_edits WHERE name = ? AND from_version = ? IF EXISTS");
    }

    /** Takes the right to change the account as it is at this version. Exactly one caller is told true. */
    public Mono<Boolean> claim(OwnerId name, long fromVersion) {
        return Mono.defer(() -> {
            UUID mine = UUID.randomUUID();
            return claims.won(
                    () -> claim.bind(name.value(), fromVersion, mine),
                    cassandra
                            .row(token.bind(name.value(), fromVersion))
                            .map(row -> mine.equals(row.getUuid("claim")))
                            .defaultIfEmpty(false));
        });
    }

    /** Gives the right back after the edit was certainly not appended to the log. */
    public Mono<Void> release(OwnerId name, long fromVersion) {
        return claims.applied(() -> release.bind(name.value(), fromVersion)).then();
    }
}
