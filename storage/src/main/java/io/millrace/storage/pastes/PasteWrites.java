package io.millrace.storage.pastes;

import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.pastes.Paste;
import io.millrace.storage.Cassandra;
import java.time.Instant;
import java.util.Objects;
import reactor.core.publisher.Mono;

/**
 * Writes of the table {@code pastes}; for the projection only. A write takes its place in time from the paste's creation and
 * version, not from the clock, so writing an event again, or after a later one, changes nothing.
 */
public final class PasteWrites {
    private final Cassandra cassandra;
    private final PasteRevisions revisions;
    private final PreparedStatement put;

    public PasteWrites(Cassandra cassandra, PasteRevisions revisions) {
        this.cassandra = cassandra;
        this.revisions = revisions;
        this.put = cassandra.prepare("INSERT INTO pastes (key, owner, name, language, created_at, expires_at, burn,"
                + " visibility, allowed, alias, revision, size, sha256, inline, object, version, deleted_at)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) USING TIMESTAMP ?");
    }

    /** Writes a new paste's state and its first revision: two rows of one key, which Cassandra makes one write of. */
    public Mono<Void> create(Paste paste) {
        return Mono.defer(() -> cassandra.write(BatchStatement.newInstance(
                BatchType.UNLOGGED,
                revisions.putting(paste, paste.createdAt()),
                bind(paste, Instant.EPOCH, timestamp(paste, 0)))));
    }

    /** Writes the paste's state. */
    public Mono<Void> put(Paste paste) {
        return Mono.defer(() -> cassandra.write(bind(paste, Instant.EPOCH, timestamp(paste, 0))));
    }

    /** Writes the paste's last state and that it was taken away; counts as the version after the paste's. */
    public Mono<Void> delete(Paste paste, Instant deletedAt) {
        return Mono.defer(
                () -> cassandra.write(bind(paste.withText(paste.text().emptied()), deletedAt, timestamp(paste, 1))));
    }

    private BoundStatement bind(Paste paste, Instant deletedAt, long timestamp) {
        return put.bind(
                        paste.key().value(),
                        paste.owner().value(),
                        Objects.requireNonNullElse(paste.name(), ""),
                        Objects.requireNonNullElse(paste.language(), ""),
                        paste.createdAt(),
                        paste.expiresAt(),
                        paste.burn(),
                        paste.visibility().name(),
                        paste.allow().stream().map(OwnerId::value).toList(),
                        paste.alias(),
                        paste.revision(),
                        paste.text().size(),
                        paste.text().sha256(),
                        "",
                        TextColumns.object(paste.text()),
                        paste.version(),
                        deletedAt,
                        timestamp)
                .setBytesUnsafe("inline", TextColumns.inline(paste.text()));
    }

    /** The write's place in time, in microseconds: that of the version so many after the paste's. */
    static long timestamp(Paste paste, long versionsLater) {
        return paste.createdAt().toEpochMilli() * 1_000 + paste.version() + versionsLater;
    }
}
