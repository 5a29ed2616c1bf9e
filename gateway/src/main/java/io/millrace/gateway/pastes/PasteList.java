package io.millrace.gateway.pastes;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.pastes.Paste;
import io.millrace.gateway.links.Listing;
import io.millrace.storage.links.IndexEntry;
import io.millrace.storage.links.IndexPosition;
import io.millrace.storage.links.LinkIndexReads;
import io.millrace.storage.pastes.PasteTerms;
import io.millrace.storage.pastes.StoredPaste;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** An owner's pastes, newest first. */
final class PasteList {
    private final LinkIndexReads index;
    private final RecentPastes pastes;
    private final Clock clock;

    PasteList(LinkIndexReads index, RecentPastes pastes, Clock clock) {
        this.index = index;
        this.pastes = pastes;
        this.clock = clock;
    }

    /** @param after where the page begins; null for the newest */
    Mono<Listing.Page<Paste>> page(OwnerId owner, @Nullable IndexPosition after, int limit) {
        int scanned = limit * 2 + 1;
        return Listing.page(
                index.page(owner, PasteTerms.ALL, after, scanned), entry -> belonging(entry, owner), limit, scanned);
    }

    private Mono<Paste> belonging(IndexEntry entry, OwnerId owner) {
        return pastes.find(entry.key())
                .filter(stored -> !stored.isDeleted())
                .map(StoredPaste::paste)
                .filter(paste -> paste.owner().equals(owner) && !paste.isExpired(clock.instant()));
    }
}
