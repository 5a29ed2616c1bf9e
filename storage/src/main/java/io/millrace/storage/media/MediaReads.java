package io.millrace.storage.media;

import static java.util.Objects.requireNonNull;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.data.TupleValue;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.blobs.BlobKey;
import io.millrace.contracts.blobs.BlobRef;
import io.millrace.contracts.posts.Media;
import io.millrace.contracts.posts.MediaId;
import io.millrace.contracts.posts.MediaKind;
import io.millrace.contracts.posts.TimeOrderedId;
import io.millrace.storage.Cassandra;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads of the tables {@code media} and {@code media_by_owner}. */
public final class MediaReads {
    private static final int AT_ONCE = 32;
    private static final String COLUMNS = "SELECT id, owner, kind, original, size, sha256, state, width, height, blur,"
            + " renditions, failure, deleted_at FROM media";

    private final Cassandra cassandra;
    private final PreparedStatement find;
    private final PreparedStatement all;
    private final PreparedStatement ofYear;

    public MediaReads(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.find = cassandra.prepare(COLUMNS + " WHERE id = ?");
        this.all = cassandra.prepare(COLUMNS);
        this.ofYear = cassandra.prepare("SELECT id FROM media_by_owner WHERE owner = ? AND year = ?");
    }

    /** The photo or video with this id; empty if there is none, or none any more. */
    public Mono<Media> find(MediaId id) {
        return stored(id).filter(stored -> !stored.isDeleted()).map(StoredMedia::media);
    }

    /** Those of them that are there; a few are read at a time. */
    public Mono<Map<MediaId, Media>> findAll(Collection<MediaId> ids) {
        return Flux.fromIterable(ids).distinct().flatMap(this::find, AT_ONCE).collectMap(Media::id);
    }

    /** Also if it is deleted; empty if there never was one. */
    public Mono<StoredMedia> stored(MediaId id) {
        return Mono.defer(() -> cassandra.row(find.bind(id.value()))).map(MediaReads::read);
    }

    /** An owner's, the newest first, also deleted ones; read a page at a time as they are asked for. */
    public Flux<MediaId> of(OwnerId owner, Instant now) {
        return years(now)
                .concatMap(year -> cassandra.rows(ofYear.bind(owner.value(), year)))
                .map(row -> new MediaId(row.getLong("id")));
    }

    /** The objects of all photos and videos that are there, in no particular order; reads the whole table, a page at a time. */
    public Flux<BlobRef> objects() {
        return Flux.defer(() -> cassandra.rows(all.bind()))
                .map(MediaReads::read)
                .filter(stored -> !stored.isDeleted())
                .concatMapIterable(stored -> objects(stored.media()));
    }

    /** The objects of one: as it came, and its renditions. */
    public static List<BlobRef> objects(Media media) {
        return Stream.concat(
                        Stream.of(media.original()), media.renditions().stream().map(Media.Rendition::blob))
                .toList();
    }

    static int year(Instant at) {
        return at.atZone(ZoneOffset.UTC).getYear();
    }

    /** The years in which something may have been uploaded, the last first. */
    static Flux<Integer> years(Instant now) {
        int first = year(TimeOrderedId.EPOCH);
        // A clock that is ahead may have made ids of the year to come.
        int last = Math.max(first, year(now) + 1);
        return Flux.range(0, last - first + 1).map(before -> last - before);
    }

    private static StoredMedia read(Row row) {
        Instant deletedAt = row.getInstant("deleted_at");
        List<TupleValue> renditions =
                Objects.requireNonNullElse(row.getList("renditions", TupleValue.class), List.<TupleValue>of());
        Media media = new Media(
                new MediaId(row.getLong("id")),
                new OwnerId(requireNonNull(row.getString("owner"))),
                MediaKind.valueOf(row.getString("kind")),
                new BlobRef(
                        new BlobKey(requireNonNull(row.getString("original"))),
                        row.getLong("size"),
                        requireNonNull(row.getString("sha256"))),
                Media.State.valueOf(row.getString("state")),
                row.getInt("width"),
                row.getInt("height"),
                orNull(row.getString("blur")),
                renditions.stream().map(MediaReads::rendition).toList(),
                orNull(row.getString("failure")));
        return new StoredMedia(media, deletedAt == null || deletedAt.equals(Instant.EPOCH) ? null : deletedAt);
    }

    private static Media.Rendition rendition(TupleValue tuple) {
        BlobRef blob = new BlobRef(
                new BlobKey(requireNonNull(tuple.getString(3))), tuple.getLong(4), requireNonNull(tuple.getString(5)));
        return new Media.Rendition(requireNonNull(tuple.getString(0)), tuple.getInt(1), tuple.getInt(2), blob);
    }

    private static @Nullable String orNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
