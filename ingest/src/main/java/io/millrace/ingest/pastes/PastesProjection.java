package io.millrace.ingest.pastes;

import io.millrace.contracts.Topic;
import io.millrace.contracts.Topics;
import io.millrace.contracts.blobs.BlobRef;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.pastes.Paste;
import io.millrace.contracts.pastes.PasteEvent;
import io.millrace.ingest.log.InOrder;
import io.millrace.ingest.log.Projection;
import io.millrace.storage.blobs.BlobStore;
import io.millrace.storage.expiry.DueWrites;
import io.millrace.storage.links.AliasClaims;
import io.millrace.storage.links.LinkIndexWrites;
import io.millrace.storage.pastes.PasteRevisions;
import io.millrace.storage.pastes.PasteTerms;
import io.millrace.storage.pastes.PasteWrites;
import io.millrace.storage.pastes.Revision;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Keeps each paste's last state, its revisions and its owner's list, makes the claim of its alias last, and removes what a
 * deleted paste leaves behind.
 */
public final class PastesProjection implements Projection<PasteEvent> {
    private static final Logger log = LoggerFactory.getLogger(PastesProjection.class);
    private static final int KEYS_AT_ONCE = 64;
    private static final int OBJECTS_AT_ONCE = 8;

    private final PasteWrites writes;
    private final PasteRevisions revisions;
    private final LinkIndexWrites index;
    private final AliasClaims aliases;
    private final BlobStore blobs;
    private final DueWrites due;

    public PastesProjection(
            PasteWrites writes,
            PasteRevisions revisions,
            LinkIndexWrites index,
            AliasClaims aliases,
            BlobStore blobs,
            DueWrites due) {
        this.writes = writes;
        this.revisions = revisions;
        this.index = index;
        this.aliases = aliases;
        this.blobs = blobs;
        this.due = due;
    }

    @Override
    public String name() {
        return "pastes";
    }

    @Override
    public Topic topic() {
        return Topics.PASTES;
    }

    @Override
    public EventFamily<PasteEvent> family() {
        return EventFamily.PASTES;
    }

    /** The lists of all new pastes are written together, because most of them share partitions; the rest key by key. */
    @Override
    public Mono<Void> apply(List<PasteEvent> events) {
        List<Paste> created = events.stream()
                .filter(PasteEvent.PasteCreated.class::isInstance)
                .map(event -> ((PasteEvent.PasteCreated) event).paste())
                .toList();
        return index.apply(created.stream().map(PasteTerms::listed).toList())
                .then(due.put(created.stream().map(PasteExpiry::due).toList()))
                .then(InOrder.apply(events, PasteEvent::key, KEYS_AT_ONCE, event -> event.accept(new Write())));
    }

    /** What is written for each event, beside the list of a new paste. */
    private final class Write implements PasteEvent.Handler<Mono<Void>> {
        @Override
        public Mono<Void> created(PasteEvent.PasteCreated event) {
            Paste paste = event.paste();
            Mono<Void> stored = writes.create(paste);
            return paste.alias() ? stored.then(aliases.confirm(paste.key())) : stored;
        }

        @Override
        public Mono<Void> edited(PasteEvent.PasteEdited event) {
            // The log keeps the last event of a paste only, so a rebuilt view may meet an edit first: it lists and
            // claims too.
            Paste paste = event.paste();
            return index.apply(List.of(PasteTerms.listed(paste)))
                    .then(due.put(List.of(PasteExpiry.due(paste))))
                    .then(revise(paste, event.editedAt()))
                    .then(writes.put(paste));
        }

        /** An edit that leaves the text alone carries a revision that is there. */
        private Mono<Void> revise(Paste paste, Instant madeAt) {
            return revisions
                    .find(paste.key(), paste.revision())
                    .hasElement()
                    .flatMap(there -> there ? Mono.empty() : revisions.put(paste, madeAt));
        }

        @Override
        public Mono<Void> deleted(PasteEvent.PasteDeleted event) {
            Paste paste = event.paste();
            return index.apply(List.of(PasteTerms.gone(paste)))
                    .then(writes.delete(paste, event.deletedAt()))
                    .then(removeObjects(paste))
                    .then(revisions.removeAll(paste));
        }

        /** Objects that cannot be removed now have no owner from here on, and are found by the sweep for such. */
        private Mono<Void> removeObjects(Paste paste) {
            return revisions
                    .before(paste.key(), Integer.MAX_VALUE, Revision.MAX)
                    .map(Revision::text)
                    .concatWith(Mono.just(paste.text()))
                    .mapNotNull(text -> text.blob())
                    .filter(Objects::nonNull)
                    .map(BlobRef::key)
                    .distinct()
                    .flatMap(
                            key -> blobs.delete(key).onErrorResume(error -> {
                                log.warn(
                                        "The object {} of a deleted paste is left to the sweep: {}",
                                        key,
                                        error.toString());
                                return Mono.empty();
                            }),
                            OBJECTS_AT_ONCE)
                    .then();
        }
    }
}
