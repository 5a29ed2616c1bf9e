package io.millrace.storage.pastes;

import static java.util.Objects.requireNonNull;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.links.LinkKey;
import io.millrace.contracts.links.Visibility;
import io.millrace.contracts.pastes.Paste;
import io.millrace.storage.Cassandra;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Reads of the table {@code pastes}. */
public final class PasteReads {
    private final Cassandra cassandra;
    private final PreparedStatement find;

    public PasteReads(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.find = cassandra.prepare("SELECT key, owner, name, language, created_at, expires_at, burn, visibility,"
                + " allowed, alias, revision, size, sha256, inline, object, version, deleted_at"
                + " FROM pastes WHERE key = ?");
    }

    /** The paste with this key, also if it is deleted or expired; empty if there never was one. */
    public Mono<StoredPaste> find(LinkKey key) {
        return Mono.defer(() -> cassandra.row(find.bind(key.value()))).map(PasteReads::read);
    }

    private static StoredPaste read(Row row) {
        Instant deletedAt = row.getInstant("deleted_at");
        Paste paste = new Paste(
                new LinkKey(requireNonNull(row.getString("key"))),
                new OwnerId(requireNonNull(row.getString("owner"))),
                orNull(row.getString("name")),
                orNull(row.getString("language")),
                requireNonNull(row.getInstant("created_at")),
                requireNonNull(row.getInstant("expires_at")),
                row.getBoolean("burn"),
                Visibility.valueOf(row.getString("visibility")),
                Objects.requireNonNullElse(row.getList("allowed", String.class), List.<String>of()).stream()
                        .map(OwnerId::new)
                        .toList(),
                row.getBoolean("alias"),
                row.getInt("revision"),
                TextColumns.read(row),
                row.getLong("version"));
        return new StoredPaste(paste, deletedAt == null || deletedAt.equals(Instant.EPOCH) ? null : deletedAt);
    }

    private static @Nullable String orNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
