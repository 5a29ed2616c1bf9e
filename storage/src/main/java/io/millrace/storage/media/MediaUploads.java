package io.millrace.storage.media;

import static java.util.Objects.requireNonNull;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.blobs.BlobKey;
import io.millrace.contracts.blobs.BlobRef;
import io.millrace.contracts.posts.MediaId;
import io.millrace.storage.Cassandra;
import java.time.Duration;
import java.time.Instant;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The tables {@code media_uploads} and {@code media_upload_parts}: files that come in pieces. What is written is read by a
 * majority, so the next piece can go to any gateway.
 */
public final class MediaUploads {
    /** How long an upload may take; its rows end by themselves then, and its objects are found by the sweep. */
    public static final Duration LIFE = Duration.ofHours(24);

    private final Cassandra cassandra;
    private final PreparedStatement create;
    private final PreparedStatement find;
    private final PreparedStatement add;
    private final PreparedStatement parts;
    private final PreparedStatement removeParts;
    private final PreparedStatement remove;

    public MediaUploads(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.create = cassandra.prepareQuorum(
                "INSERT INTO media_uploads (id, owner, media, length, created_at) VALUES (?, ?, ?, ?, ?)");
        this.find =
                cassandra.prepareQuorum("SELECT id, owner, media, length, created_at FROM media_uploads WHERE id = ?");
        this.add = cassandra.prepareQuorum(
                "INSERT INTO media_upload_parts (upload, start, object, size, sha256) VALUES (?, ?, ?, ?, ?)");
        this.parts =
                cassandra.prepareQuorum("SELECT start, object, size, sha256 FROM media_upload_parts WHERE upload = ?");
        this.removeParts = cassandra.prepareQuorum("DELETE FROM media_upload_parts WHERE upload = ?");
        this.remove = cassandra.prepareQuorum("DELETE FROM media_uploads WHERE id = ?");
    }

    /**
     * An upload that was announced.
     *
     * @param id names it, and nobody can guess it
     * @param media what it becomes
     * @param length of the whole file, in bytes
     */
    public record Upload(String id, OwnerId owner, MediaId media, long length, Instant createdAt) {
        public Instant expiresAt() {
            return createdAt.plus(LIFE);
        }
    }

    /**
     * A piece that is there.
     *
     * @param start where in the file it begins
     */
    public record Part(long start, BlobRef blob) {
        public long end() {
            return start + blob.size();
        }
    }

    public Mono<Void> create(Upload upload) {
        return Mono.defer(() -> cassandra.write(create.bind(
                upload.id(), upload.owner().value(), upload.media().value(), upload.length(), upload.createdAt())));
    }

    /** The upload of this name; empty if there is none any more. */
    public Mono<Upload> find(String id) {
        return Mono.defer(() -> cassandra.row(find.bind(id)))
                .map(row -> new Upload(
                        requireNonNull(row.getString("id")),
                        new OwnerId(requireNonNull(row.getString("owner"))),
                        new MediaId(row.getLong("media")),
                        row.getLong("length"),
                        requireNonNull(row.getInstant("created_at"))));
    }

    /** Adds a piece; of two that begin at the same place the later one counts. */
    public Mono<Void> add(String upload, Part part) {
        return Mono.defer(() -> cassandra.write(add.bind(
                upload,
                part.start(),
                part.blob().key().value(),
                part.blob().size(),
                part.blob().sha256())));
    }

    /** All pieces in the order of the file; there may be gaps, and pieces may overlap, where two clients sent the same file. */
    public Flux<Part> parts(String upload) {
        return Flux.defer(() -> cassandra.rows(parts.bind(upload))).map(MediaUploads::part);
    }

    private static Part part(Row row) {
        BlobKey key = new BlobKey(requireNonNull(row.getString("object")));
        return new Part(
                row.getLong("start"), new BlobRef(key, row.getLong("size"), requireNonNull(row.getString("sha256"))));
    }

    /** Forgets the pieces. */
    public Mono<Void> removeParts(String upload) {
        return Mono.defer(() -> cassandra.write(removeParts.bind(upload)));
    }

    /** Forgets the upload and its pieces. */
    public Mono<Void> remove(String upload) {
        return removeParts(upload).then(Mono.defer(() -> cassandra.write(remove.bind(upload))));
    }
}
