package io.millrace.storage.keys;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.millrace.storage.Cassandra;
import io.millrace.storage.Claims;
import java.util.Objects;
import reactor.core.publisher.Mono;

/** The table {@code key_settings}: what all issuers must agree on. */
public final class KeySettings {
    private static final String FINGERPRINT = "fingerprint";

    private final Cassandra cassandra;
    private final Claims claims;
    private final PreparedStatement claim;
    private final PreparedStatement read;

    public KeySettings(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.claims = new Claims(cassandra);
        this.claim = cassandra.prepareClaim("INSERT INTO key_settings (name, value) VALUES (?, ?) IF NOT EXISTS");
        this.read = cassandra.prepareClaim("SELECT value FROM key_settings WHERE name = ?");
    }

    /**
     * Says which secret this issuer uses, by a fingerprint of it.
     *
     * @return the fingerprint in force: that of the first issuer that ever asked. If it is not the caller's own, the caller must
     *     not issue keys
     */
    public Mono<String> claimFingerprint(String fingerprint) {
        return claims.applied(() -> claim.bind(FINGERPRINT, fingerprint))
                .then(Mono.defer(() -> cassandra.row(read.bind(FINGERPRINT))))
                .map(row -> Objects.requireNonNull(row.getString("value")));
    }
}
