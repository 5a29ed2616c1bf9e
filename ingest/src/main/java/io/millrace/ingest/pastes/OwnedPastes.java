package io.millrace.ingest.pastes;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.links.LinkKey;
import io.millrace.contracts.pastes.Paste;
import io.millrace.contracts.pastes.PasteEvent;
import io.millrace.ingest.accounts.Belongings;
import io.millrace.ingest.accounts.Ending;
import io.millrace.ingest.expiry.ExpiryTarget.Verdict;
import io.millrace.ingest.log.EventAppender;
import io.millrace.storage.links.EditClaims;
import io.millrace.storage.links.LinkIndexReads;
import io.millrace.storage.links.LinkIndexWrites;
import io.millrace.storage.pastes.PasteReads;
import io.millrace.storage.pastes.PasteTerms;
import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Mono;

/** The pastes of an account that was closed; the projection then removes revisions and objects. */
public final class OwnedPastes implements Belongings {
    private static final String CLAIMANT = "account closed";

    private final PasteReads reads;
    private final LinkIndexReads lists;
    private final LinkIndexWrites index;
    private final EditClaims edits;
    private final EventAppender<PasteEvent> log;

    public OwnedPastes(
            PasteReads reads,
            LinkIndexReads lists,
            LinkIndexWrites index,
            EditClaims edits,
            EventAppender<PasteEvent> log) {
        this.reads = reads;
        this.lists = lists;
        this.index = index;
        this.edits = edits;
        this.log = log;
    }

    @Override
    public Mono<Verdict> end(OwnerId owner, Instant at, int most) {
        return Ending.all(
                lists.page(owner, PasteTerms.ALL, null, Integer.MAX_VALUE), entry -> end(owner, entry.key(), at), most);
    }

    private Mono<Ending> end(OwnerId owner, LinkKey key, Instant at) {
        return reads.find(key)
                .flatMap(stored -> stored.isDeleted() || !stored.paste().owner().equals(owner)
                        ? Mono.just(Ending.ENDED_BEFORE)
                        : end(stored.paste(), at))
                // The list has what the table of pastes is about to have.
                .defaultIfEmpty(Ending.CONTESTED);
    }

    private Mono<Ending> end(Paste paste, Instant at) {
        return edits.claimAs(CLAIMANT, paste.key(), paste.version())
                .flatMap(won -> won
                        ? log.append(paste.key().value(), new PasteEvent.PasteDeleted(emptied(paste), at))
                                .thenReturn(Ending.ENDED)
                        : Mono.just(Ending.CONTESTED));
    }

    /** What it was called, and for whom it was, goes too. */
    private static Paste emptied(Paste paste) {
        return new Paste(
                paste.key(),
                paste.owner(),
                null,
                null,
                paste.createdAt(),
                paste.expiresAt(),
                paste.burn(),
                paste.visibility(),
                List.of(),
                paste.alias(),
                paste.revision(),
                paste.text().emptied(),
                paste.version());
    }

    @Override
    public Mono<Void> forget(OwnerId owner) {
        return index.forget(owner, PasteTerms.ALL);
    }
}
