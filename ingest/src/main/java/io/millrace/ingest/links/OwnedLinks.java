package io.millrace.ingest.links;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.links.Link;
import io.millrace.contracts.links.LinkEvent;
import io.millrace.contracts.links.LinkKey;
import io.millrace.ingest.accounts.Belongings;
import io.millrace.ingest.accounts.Ending;
import io.millrace.ingest.expiry.ExpiryTarget.Verdict;
import io.millrace.ingest.log.EventAppender;
import io.millrace.storage.links.EditClaims;
import io.millrace.storage.links.LinkIndexReads;
import io.millrace.storage.links.LinkIndexWrites;
import io.millrace.storage.links.LinkReads;
import io.millrace.storage.links.LinkTerms;
import io.millrace.storage.links.StoredLink;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The links of an account that was closed. They end with events that no longer say where they led and what they were called. */
public final class OwnedLinks implements Belongings {
    private static final String CLAIMANT = "account closed";
    private static final int TERMS_AT_ONCE = 8;

    private final LinkReads reads;
    private final LinkIndexReads lists;
    private final LinkIndexWrites index;
    private final EditClaims edits;
    private final EventAppender<LinkEvent> log;

    public OwnedLinks(
            LinkReads reads,
            LinkIndexReads lists,
            LinkIndexWrites index,
            EditClaims edits,
            EventAppender<LinkEvent> log) {
        this.reads = reads;
        this.lists = lists;
        this.index = index;
        this.edits = edits;
        this.log = log;
    }

    @Override
    public Mono<Verdict> end(OwnerId owner, Instant at, int most) {
        return Mono.defer(() -> {
            Set<String> forgotten = ConcurrentHashMap.newKeySet();
            return Ending.all(
                    lists.page(owner, LinkTerms.ALL, null, Integer.MAX_VALUE),
                    entry -> end(owner, entry.key(), at, forgotten),
                    most);
        });
    }

    private Mono<Ending> end(OwnerId owner, LinkKey key, Instant at, Set<String> forgotten) {
        return reads.find(key)
                .flatMap(stored -> stored.isDeleted() || !stored.link().owner().equals(owner)
                        ? Mono.just(Ending.ENDED_BEFORE)
                        : end(stored.link(), at, forgotten))
                // The list has what the table of links is about to have.
                .defaultIfEmpty(Ending.CONTESTED);
    }

    private Mono<Ending> end(Link link, Instant at, Set<String> forgotten) {
        return edits.claimAs(CLAIMANT, link.key(), link.version())
                .flatMap(won -> won
                        ? forgetTerms(link, forgotten)
                                .then(Mono.defer(() -> log.append(
                                        link.key().value(),
                                        new LinkEvent.LinkDeleted(
                                                StoredLink.gone(link, at).link(), at))))
                                .thenReturn(Ending.ENDED)
                        : Mono.just(Ending.CONTESTED));
    }

    /** Before the link ends, so that whoever begins again after having been killed finds the words of what is left. */
    private Mono<Void> forgetTerms(Link link, Set<String> forgotten) {
        return Flux.fromIterable(LinkTerms.of(link))
                .filter(term -> !term.equals(LinkTerms.ALL) && forgotten.add(term))
                .flatMap(term -> index.forget(link.owner(), term), TERMS_AT_ONCE)
                .then();
    }

    @Override
    public Mono<Void> forget(OwnerId owner) {
        return index.forget(owner, LinkTerms.ALL);
    }
}
