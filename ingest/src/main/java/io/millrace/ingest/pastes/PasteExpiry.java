package io.millrace.ingest.pastes;

import io.millrace.contracts.Topics;
import io.millrace.contracts.links.LinkKey;
import io.millrace.contracts.pastes.Paste;
import io.millrace.contracts.pastes.PasteEvent;
import io.millrace.ingest.expiry.ExpiryTarget;
import io.millrace.ingest.log.EventAppender;
import io.millrace.ingest.log.Partitions;
import io.millrace.ingest.log.Shards;
import io.millrace.storage.expiry.Due;
import io.millrace.storage.pastes.PasteReads;
import io.millrace.storage.pastes.StoredPaste;
import java.time.Duration;
import java.time.Instant;
import reactor.core.publisher.Mono;

/** Ends pastes whose time has come, as links are ended; the projection then removes revisions and objects. */
public final class PasteExpiry implements ExpiryTarget {
    private static final String KIND = "pastes";

    private final Shards shards;
    private final PasteReads reads;
    private final EventAppender<PasteEvent> log;
    private final Duration grace;

    public PasteExpiry(Shards shards, PasteReads reads, EventAppender<PasteEvent> log, Duration grace) {
        this.shards = shards;
        this.reads = reads;
        this.log = log;
        this.grace = grace;
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
    public Duration grace() {
        return grace;
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
        return log.append(paste.key().value(), new PasteEvent.PasteDeleted(emptied, paste.expiresAt()))
                .thenReturn(Verdict.PURGED);
    }
}
