package io.millrace.storage.pastes;

import static java.util.Objects.requireNonNull;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.millrace.contracts.blobs.BlobRef;
import io.millrace.contracts.links.LinkKey;
import io.millrace.contracts.pastes.Paste;
import io.millrace.contracts.pastes.PasteText;
import io.millrace.storage.Cassandra;
import java.time.Instant;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The table {@code paste_revisions}; written by the projection only. */
public final class PasteRevisions {
    private final Cassandra cassandra;
    private final PreparedStatement find;
    private final PreparedStatement page;
    private final PreparedStatement put;
    private final PreparedStatement remove;
    private final PreparedStatement objects;

    public PasteRevisions(Cassandra cassandra) {
        this.cassandra = cassandra;
        String columns = "SELECT revision, made_at, size, sha256, inline, object FROM paste_revisions WHERE key = ?";
        this.find = cassandra.prepare(columns + " AND revision = ?");
        this.page = cassandra.prepare(columns + " AND revision < ? LIMIT ?");
        this.put =
                cassandra.prepare("INSERT INTO paste_revisions (key, revision, made_at, size, sha256, inline, object)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?) USING TIMESTAMP ?");
        this.objects = cassandra.prepare("SELECT size, sha256, inline, object FROM paste_revisions");
        this.remove = cassandra.prepare("DELETE FROM paste_revisions USING TIMESTAMP ? WHERE key = ?");
    }

    /** One revision; empty if there is none of that number. */
    public Mono<Revision> find(LinkKey key, int number) {
        return Mono.defer(() -> cassandra.row(find.bind(key.value(), number))).map(PasteRevisions::read);
    }

    /** The latest revisions before that number, latest first. */
    public Flux<Revision> before(LinkKey key, int number, int limit) {
        return Flux.defer(() -> cassandra.rows(page.bind(key.value(), number, limit)))
                .map(PasteRevisions::read);
    }

    /** The objects of all revisions of all pastes, in no particular order; reads the whole table, a page at a time. */
    public Flux<BlobRef> objects() {
        return Flux.defer(() -> cassandra.rows(objects.bind()))
                .mapNotNull(row -> TextColumns.read(row).blob());
    }

    /** Writes the paste's text as its revision; again, or after it was removed, changes nothing. */
    public Mono<Void> put(Paste paste, Instant madeAt) {
        return Mono.defer(() -> cassandra.write(putting(paste, madeAt)));
    }

    /** The statement that writes the paste's text as its revision. */
    BoundStatement putting(Paste paste, Instant madeAt) {
        PasteText text = paste.text();
        return put.bind(
                        paste.key().value(),
                        paste.revision(),
                        madeAt,
                        text.size(),
                        text.sha256(),
                        "",
                        TextColumns.object(text),
                        PasteWrites.timestamp(paste, 0))
                .setBytesUnsafe("inline", TextColumns.inline(text));
    }

    /** Removes all revisions of a paste that was deleted. */
    public Mono<Void> removeAll(Paste paste) {
        return Mono.defer(() -> cassandra.write(
                remove.bind(PasteWrites.timestamp(paste, 1), paste.key().value())));
    }

    private static Revision read(Row row) {
        return new Revision(row.getInt("revision"), requireNonNull(row.getInstant("made_at")), TextColumns.read(row));
    }
}
