package io.millrace.storage.media;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.data.TupleValue;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.api.core.type.TupleType;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.posts.Media;
import io.millrace.storage.Cassandra;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import reactor.core.publisher.Mono;

/**
 * Writes of the tables {@code media} and {@code media_by_owner}; for the projection only. A write takes its place in time from
 * when the id was made and from the state, not from the clock, so writing an event again, or after a later one, changes
 * nothing.
 */
public final class MediaWrites {
    private static final int DELETED = 9;
    private static final TupleType RENDITION = DataTypes.tupleOf(
            DataTypes.TEXT, DataTypes.INT, DataTypes.INT, DataTypes.TEXT, DataTypes.BIGINT, DataTypes.TEXT);

    private final Cassandra cassandra;
    private final PreparedStatement put;
    private final PreparedStatement list;
    private final PreparedStatement forget;

    public MediaWrites(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.put = cassandra.prepare("INSERT INTO media (id, owner, kind, original, size, sha256, state, width, height,"
                + " blur, renditions, failure, deleted_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                + " USING TIMESTAMP ?");
        this.list = cassandra.prepare("INSERT INTO media_by_owner (owner, year, id) VALUES (?, ?, ?)");
        this.forget = cassandra.prepare("DELETE FROM media_by_owner WHERE owner = ? AND year = ?");
    }

    /** Writes its state, and that its owner has it. */
    public Mono<Void> put(Media media) {
        return Mono.when(
                listed(media), write(media, Instant.EPOCH, media.state().ordinal()));
    }

    /** Writes that it was taken away; it stays in its owner's list, where whoever reads passes over it. */
    public Mono<Void> delete(Media media, Instant at) {
        return write(media, at, DELETED);
    }

    /** Forgets what an owner had; for one who never has anything again. */
    public Mono<Void> forget(OwnerId owner, Instant now) {
        return MediaReads.years(now)
                .concatMap(year -> cassandra.write(forget.bind(owner.value(), year)))
                .then();
    }

    private Mono<Void> listed(Media media) {
        return Mono.defer(() -> cassandra.write(list.bind(
                media.owner().value(),
                MediaReads.year(media.id().time()),
                media.id().value())));
    }

    private Mono<Void> write(Media media, Instant deletedAt, int place) {
        return Mono.defer(() -> cassandra.write(put.bind(
                media.id().value(),
                media.owner().value(),
                media.kind().name(),
                media.original().key().value(),
                media.original().size(),
                media.original().sha256(),
                media.state().name(),
                media.width(),
                media.height(),
                Objects.requireNonNullElse(media.blur(), ""),
                renditions(media),
                Objects.requireNonNullElse(media.failure(), ""),
                deletedAt,
                media.id().time().toEpochMilli() * 1_000 + place)));
    }

    private static List<TupleValue> renditions(Media media) {
        return media.renditions().stream()
                .map(rendition -> RENDITION.newValue(
                        rendition.name(),
                        rendition.width(),
                        rendition.height(),
                        rendition.blob().key().value(),
                        rendition.blob().size(),
                        rendition.blob().sha256()))
                .toList();
    }
}
