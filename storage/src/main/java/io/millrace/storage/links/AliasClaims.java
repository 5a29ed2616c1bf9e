package io.millrace.storage.links;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.links.LinkKey;
import io.millrace.storage.Cassandra;
import io.millrace.storage.Claims;
import java.util.UUID;
import reactor.core.publisher.Mono;

/**
 * The table {@code alias_claims}: decides who gets an alias. A claim whose link never follows ends after an hour; the
 * projection of the link makes it last.
 */
public final class AliasClaims {
    private final Cassandra cassandra;
    private final Claims claims;
    private final PreparedStatement claim;
    private final PreparedStatement token;
    private final PreparedStatement confirm;
    private final PreparedStatement release;

    public AliasClaims(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.claims = new Claims(cassandra);
        this.claim = cassandra.prepareClaim("INSERT INTO alias_claims (key, owner, claim, confirmed)"
                + " VALUES (?, ?, ?, false) IF NOT EXISTS USING TTL 3600");
        this.token = cassandra.prepareClaim("SELECT claim FROM alias_claims WHERE key = ?");
        this.confirm =
                cassandra.prepareClaim("UPDATE alias_claims SET confirmed = true WHERE key = ? IF confirmed != true");
        this.release = cassandra.prepareClaim("DELETE FROM alias_claims WHERE key = ? IF confirmed = false");
    }

    /**
     * Takes an alias. Of any number of callers, whoever they are, exactly one is told true.
     *
     * @throws io.millrace.storage.StorageUnavailable if the outcome is not known; the alias may then be taken for an hour
     */
    public Mono<Boolean> claim(LinkKey alias, OwnerId owner) {
        return Mono.defer(() -> {
            UUID mine = UUID.randomUUID();
            return claims.won(
                    () -> claim.bind(alias.value(), owner.value(), mine),
                    cassandra
                            .row(token.bind(alias.value()))
                            .map(row -> mine.equals(row.getUuid("claim")))
                            .defaultIfEmpty(false));
        });
    }

    /** Makes a claim last: its link is in the log. Does nothing if it lasts already. */
    public Mono<Void> confirm(LinkKey alias) {
        return claims.applied(() -> confirm.bind(alias.value())).then();
    }

    /**
     * Gives a claim back whose link was certainly not appended to the log. Never call it when that is not known: the claim
     * then ends by itself, or the link confirms it.
     */
    public Mono<Void> release(LinkKey alias) {
        return claims.applied(() -> release.bind(alias.value())).then();
    }
}
