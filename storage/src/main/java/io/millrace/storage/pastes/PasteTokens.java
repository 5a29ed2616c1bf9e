package io.millrace.storage.pastes;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.millrace.contracts.links.LinkKey;
import io.millrace.storage.Cassandra;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** The table {@code paste_tokens}: hashes of what allows a paste to be deleted by whoever made it without an account. */
public final class PasteTokens {
    /** The longest that Cassandra lets a row live. */
    private static final Duration LONGEST = Duration.ofDays(20 * 365);

    private final Cassandra cassandra;
    private final PreparedStatement put;
    private final PreparedStatement find;

    public PasteTokens(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.put = cassandra.prepare("INSERT INTO paste_tokens (key, sha256) VALUES (?, ?) USING TTL ?");
        this.find = cassandra.prepare("SELECT sha256 FROM paste_tokens WHERE key = ?");
    }

    /**
     * Keeps the hash of a paste's token.
     *
     * @param sha256 64 lower-case hexadecimal digits
     * @param life how long the paste will be there
     */
    public Mono<Void> put(LinkKey key, String sha256, Duration life) {
        long seconds = Math.min(LONGEST.toSeconds(), Math.max(1, life.toSeconds() + 1));
        return Mono.defer(() -> cassandra.write(put.bind(key.value(), sha256, (int) seconds)));
    }

    /** The hash of the paste's token; empty if it has none. */
    public Mono<String> find(LinkKey key) {
        return Mono.defer(() -> cassandra.row(find.bind(key.value()))).mapNotNull(row -> row.getString("sha256"));
    }
}
