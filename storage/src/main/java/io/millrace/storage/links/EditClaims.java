package io.millrace.storage.links;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.millrace.contracts.links.LinkKey;
import io.millrace.storage.Cassandra;
import io.millrace.storage.Claims;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import reactor.core.publisher.Mono;

/**
 * The table {@code edit_claims}: decides who makes the version after a given one, or deletes the link, so that of two edits of
 * the same version on different gateways one is refused. A claim ends after ten minutes, when every gateway has long seen the
 * version that followed.
 */
public final class EditClaims {
    private final Cassandra cassandra;
    private final Claims claims;
    private final PreparedStatement claim;
    private final PreparedStatement token;
    private final PreparedStatement release;

    public EditClaims(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.claims = new Claims(cassandra);
        this.claim = cassandra.prepareClaim(
                "INSERT INTO edit_claims (key, from_version, claim) VALUES (?, ?, ?) IF NOT EXISTS");
        this.token = cassandra.prepareClaim("SELECT claim FROM edit_claims WHERE key = ? AND from_version = ?");
        this.release = cassandra.prepareClaim("DELETE FROM edit_claims WHERE key = ? AND from_version = ? IF EXISTS");
    }

    /**
     * Takes the right to change the link as it is at this version. Exactly one caller is told true.
     *
     * @throws io.millrace.storage.StorageUnavailable if the outcome is not known; this version may then not be editable for
     *     ten minutes
     */
    public Mono<Boolean> claim(LinkKey key, long fromVersion) {
        return claim(key.value(), fromVersion);
    }

    /**
     * The same for something that has no short key.
     *
     * @param thing names it; with a slash, which no key has
     */
    public Mono<Boolean> claim(String thing, long fromVersion) {
        return Mono.defer(() -> {
            UUID mine = UUID.randomUUID();
            return claims.won(() -> claim.bind(thing, fromVersion, mine), holds(thing, fromVersion, mine));
        });
    }

    /**
     * Takes the right for somebody who may ask again, after having been killed in between: whoever has the same name holds the
     * same claim.
     */
    public Mono<Boolean> claimAs(String name, LinkKey key, long fromVersion) {
        return claimAs(name, key.value(), fromVersion);
    }

    /** The same for something that has no short key. */
    public Mono<Boolean> claimAs(String name, String thing, long fromVersion) {
        return Mono.defer(() -> {
            UUID mine = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
            return claims.applied(() -> claim.bind(thing, fromVersion, mine))
                    .flatMap(won -> won ? Mono.just(true) : holds(thing, fromVersion, mine));
        });
    }

    private Mono<Boolean> holds(String thing, long fromVersion, UUID mine) {
        return Mono.defer(() -> cassandra.row(token.bind(thing, fromVersion)))
                .map(row -> mine.equals(row.getUuid("claim")))
                .defaultIfEmpty(false);
    }

    /** Gives the right back after the edit was certainly not appended to the log. */
    public Mono<Void> release(LinkKey key, long fromVersion) {
        return release(key.value(), fromVersion);
    }

    /** The same for something that has no short key. */
    public Mono<Void> release(String thing, long fromVersion) {
        return claims.applied(() -> release.bind(thing, fromVersion)).then();
    }
}
