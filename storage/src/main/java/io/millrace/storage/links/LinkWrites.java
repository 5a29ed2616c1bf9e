package io.millrace.storage.links;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.links.Link;
import io.millrace.storage.Cassandra;
import java.time.Instant;
import java.util.Objects;
import reactor.core.publisher.Mono;

/**
 * Writes of the table {@code links}; for the projection only. A write takes its place in time from the link's creation and
 * version, not from the clock, so writing an event again, or after a later one, changes nothing.
 */
public final class LinkWrites {
    private final Cassandra cassandra;
    private final PreparedStatement put;

    public LinkWrites(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.put = cassandra.prepare("INSERT INTO links (key, owner, target, created_at, expires_at, max_visits, title,"
                + " tags, visibility, allowed, forward_query, alias, version, deleted_at)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) USING TIMESTAMP ?");
    }

    /** Writes the link's state. */
    public Mono<Void> put(Link link) {
        return Mono.defer(() -> cassandra.write(bind(link, Instant.EPOCH, timestamp(link, 0))));
    }

    /** Writes that the link was taken away, and purges what is not kept; counts as the version after the link's. */
    public Mono<Void> delete(Link link, Instant deletedAt) {
        return Mono.defer(
                () -> cassandra.write(bind(StoredLink.gone(link, deletedAt).link(), deletedAt, timestamp(link, 1))));
    }

    private BoundStatement bind(Link link, Instant deletedAt, long timestamp) {
        return put.bind(
                link.key().value(),
                link.owner().value(),
                link.target(),
                link.createdAt(),
                link.expiresAt(),
                Objects.requireNonNullElse(link.maxVisits(), 0L),
                Objects.requireNonNullElse(link.title(), ""),
                link.tags(),
                link.visibility().name(),
                link.allow().stream().map(OwnerId::value).toList(),
                link.forwardQuery(),
                link.alias(),
                link.version(),
                deletedAt,
                timestamp);
    }

    /** The write's place in time, in microseconds: that of the version so many after the link's. */
    static long timestamp(Link link, long versionsLater) {
        return link.createdAt().toEpochMilli() * 1_000 + link.version() + versionsLater;
    }
}
