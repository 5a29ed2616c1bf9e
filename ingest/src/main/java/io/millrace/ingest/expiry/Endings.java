package io.millrace.ingest.expiry;

import io.millrace.contracts.links.LinkKey;
import io.millrace.ingest.expiry.ExpiryTarget.Verdict;
import io.millrace.ingest.log.EventAppender;
import io.millrace.storage.links.EditClaims;
import reactor.core.publisher.Mono;

/**
 * Ends what has expired with an event, as its owner does, so that every table, list and cache hears of it, and none that reads
 * the log again brings it back. The right to end a version is claimed like the right to edit it; so what is prolonged at the
 * same moment lives on.
 */
public final class Endings<E> {
    private static final String CLAIMANT = "expiry";

    private final EditClaims edits;
    private final EventAppender<E> log;

    public Endings(EditClaims edits, EventAppender<E> log) {
        this.edits = edits;
        this.log = log;
    }

    /**
     * Ends a version of something, however often that is asked.
     *
     * @param ended says so; it tells when it expired, whenever that is said
     */
    public Mono<Verdict> end(LinkKey key, long version, E ended) {
        return edits.claimAs(CLAIMANT, key, version)
                .flatMap(won -> won
                        ? log.append(key.value(), ended).thenReturn(Verdict.PURGED)
                        : Mono.just(Verdict.LOOK_AGAIN));
    }
}
