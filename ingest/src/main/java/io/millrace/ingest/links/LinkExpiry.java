package io.millrace.ingest.links;

import io.millrace.contracts.Topics;
import io.millrace.contracts.links.Link;
import io.millrace.contracts.links.LinkEvent;
import io.millrace.contracts.links.LinkKey;
import io.millrace.ingest.expiry.Endings;
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

/** Ends links whose time has come, and forgets how often they were visited. */
public final class LinkExpiry implements ExpiryTarget {
    private static final String KIND = "links";

    private final Shards shards;
    private final LinkReads reads;
    private final VisitClaims visits;
    private final Endings<LinkEvent> endings;

    public LinkExpiry(
            Shards shards, LinkReads reads, EditClaims edits, VisitClaims visits, EventAppender<LinkEvent> log) {
        this.shards = shards;
        this.reads = reads;
        this.visits = visits;
        this.endings = new Endings<>(edits, log);
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
        return endings.end(link.key(), link.version(), new LinkEvent.LinkDeleted(link, link.expiresAt()))
                .flatMap(verdict ->
                        verdict == Verdict.PURGED ? forgetVisits(link).thenReturn(verdict) : Mono.just(verdict));
    }

    private Mono<Void> forgetVisits(Link link) {
        return link.maxVisits() == null ? Mono.empty() : visits.forget(link.key());
    }
}
