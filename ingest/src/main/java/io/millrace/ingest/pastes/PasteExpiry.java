package io.millrace.ingest.pastes;

import io.millrace.contracts.Topics;
import io.millrace.contracts.links.LinkKey;
import io.millrace.contracts.pastes.Paste;
import io.millrace.contracts.pastes.PasteEvent;
import io.millrace.ingest.expiry.Endings;
import io.millrace.ingest.expiry.ExpiryTarget;
import io.millrace.ingest.log.EventAppender;
import io.millrace.ingest.log.Partitions;
import io.millrace.ingest.log.Shards;
import io.millrace.storage.expiry.Due;
import io.millrace.storage.links.EditClaims;
import io.millrace.storage.pastes.PasteReads;
import io.millrace.storage.pastes.StoredPaste;
import java.time.Instant;
import reactor.core.publisher.Mono;

/** Ends pastes whose time has come, as links are ended; the projection then removes revisions and objects. */
public final class PasteExpiry implements ExpiryTarget {
    private static final String KIND = "pastes";

    private final Shards shards;
    private final PasteReads reads;
    private final Endings<PasteEvent> endings;

    public PasteExpiry(Shards shards, PasteReads reads, EditClaims edits, EventAppender<PasteEvent> log) {
        this.shards = shards;
        this.reads = reads;
        this.endings = new Endings<>(edits, log);
    }

    /** When a paste has to be looked at. */
    static Due due(Paste paste) {
        String key = paste.key().value();
        return new Due(KIND, Partitions.of(Topics.PASTES, key), paste.expiresAt(), key);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Shards shards() {
        return shards;
    }

    @Override
    public Mono<Verdict> purge(String id, Instant now) {
        return reads.find(new LinkKey(id))
                .filter(stored -> !stored.isDeleted() && stored.paste().isExpired(now))
                .map(StoredPaste::paste)
                .flatMap(this::end)
                .defaultIfEmpty(Verdict.NOTHING_DUE);
    }

    private Mono<Verdict> end(Paste paste) {
        Paste emptied = paste.withText(paste.text().emptied());
        return endings.end(paste.key(), paste.version(), new PasteEvent.PasteDeleted(emptied, paste.expiresAt()));
    }
}
