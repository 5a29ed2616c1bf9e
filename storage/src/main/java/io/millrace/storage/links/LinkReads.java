package io.millrace.storage.links;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.links.Link;
import io.millrace.contracts.links.LinkKey;
import io.millrace.contracts.links.Visibility;
import io.millrace.storage.Cassandra;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import reactor.core.publisher.Mono;

/** Reads of the table {@code links}. */
public final class LinkReads {
    private final Cassandra cassandra;
    private final PreparedStatement find;

    public LinkReads(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.find = cassandra.prepare("SELECT key, owner, target, created_at, expires_at, max_visits, title, tags,"
                + " visibility, allowed, forward_query, alias, version, deleted_at FROM links WHERE key = ?");
    }

    /** The link with this key, also if it is deleted or expired; empty if there never was one. */
    public Mono<StoredLink> find(LinkKey key) {
        return Mono.defer(() -> cassandra.row(find.bind(key.value()))).map(LinkReads::read);
    }

    private static StoredLink read(Row row) {
        long maxVisits = row.getLong("max_visits");
        String title = row.getString("title");
        Instant deletedAt = row.getInstant("deleted_at");
        Link link = new Link(
                new LinkKey(row.getString("key")),
                new OwnerId(row.getString("owner")),
                row.getString("target"),
                row.getInstant("created_at"),
                row.getInstant("expires_at"),
                maxVisits == 0 ? null : maxVisits,
                title == null || title.isEmpty() ? null : title,
                Objects.requireNonNullElse(row.getSet("tags", String.class), Set.of()),
                Visibility.valueOf(row.getString("visibility")),
                Objects.requireNonNullElse(row.getList("allowed", String.class), List.<String>of()).stream()
                        .map(OwnerId::new)
                        .toList(),
                row.getBoolean("forward_query"),
                row.getBoolean("alias"),
                row.getLong("version"));
        return new StoredLink(link, deletedAt == null || deletedAt.equals(Instant.EPOCH) ? null : deletedAt);
    }
}
