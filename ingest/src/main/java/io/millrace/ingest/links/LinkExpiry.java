package io.millrace.ingest.links;

import io.millrace.contracts.Topics;
import io.millrace.contracts.links.Link;
import io.millrace.contracts.links.LinkEvent;
import io.millrace.contracts.links.LinkKey;
import io.millrace.ingest.expiry.ExpiryTarget;
import io.millrace.ingest.log.EventAppender;
import io.millrace.ingest.log.Partitions;
import io.millrace.ingest.log.Shards;
import io.millrace.storage.expiry.Due;
import io.millrace.storage.links.EditClaims;
import io.millrace.storage.links.LinkReads;
import io.millrace.storage.links.StoredLink;
import io.millrace.storage.links.VisitClaims;
import java.time.Instant;
import reactor.core.publisher.Mono;

/**
 * Ends links whose time has come: with an event, as their owners do, so that every table, list and cache hears of it, and none
 * that reads the log again brings the link back. The right to end a version is claimed like the right to edit it; so a link
 * whose life is prolonged at the same moment lives on.
 */
public final class LinkExpiry implements ExpiryTarget {
    private static final String KIND = "links";
    private static final String CLAIMANT = "expiry";

    private final Shards shards;
    private final LinkReads reads;
    private final EditClaims edits;
    private final VisitClaims visits;
    private final EventAppender<LinkEvent> log;

    public LinkExpiry(
            Shards shards, LinkReads reads, EditClaims edits, VisitClaims visits, EventAppender<LinkEvent> log) {
        this.shards = shards;
        this.reads = reads;
        this.edits = edits;
        this.visits = visits;
        this.log = log;
    }

    /** When a link has to be looked at. */
    static Due due(Link link) {
        String key = link.key().value();
        return new Due(KIND, Partitions.of(Topics.LINKS, key), link.expiresAt(), key);
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
        LinkKey key = new LinkKey(id);
        return reads.find(key).flatMap(stored -> purge(stored, now)).defaultIfEmpty(Verdict.NOTHING_DUE);
    }

    private Mono<Verdict> purge(StoredLink stored, Instant now) {
        Link link = stored.link();
        if (!link.isExpired(now)) {
            return Mono.just(Verdict.NOTHING_DUE);
        }
        if (stored.isDeleted()) {
            return forgetVisits(link).thenReturn(Verdict.NOTHING_DUE);
        }
        return edits.claimAs(CLAIMANT, link.key(), link.version())
                .flatMap(won -> won ? end(link) : Mono.just(Verdict.LOOK_AGAIN));
    }

    /** It ended when it expired, whenever that is said, and however often. */
    private Mono<Verdict> end(Link link) {
        return log.append(link.key().value(), new LinkEvent.LinkDeleted(link, link.expiresAt()))
                .then(forgetVisits(link))
                .thenReturn(Verdict.PURGED);
    }

    private Mono<Void> forgetVisits(Link link) {
        return link.maxVisits() == null ? Mono.empty() : visits.forget(link.key());
    }
}
