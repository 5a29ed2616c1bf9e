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
import io.millrace.storage.links.LinkReads;
import io.millrace.storage.links.StoredLink;
import io.millrace.storage.links.VisitClaims;
import java.time.Duration;
import java.time.Instant;
import reactor.core.publisher.Mono;

/**
 * Ends links whose time has come with an event, as their owners do, so that every table, list and cache hears of it, and none
 * that reads the log again brings them back. Also forgets how often they were visited.
 *
 * <p>No right to end them is claimed: nobody may edit what has expired, and what was edited before is in the log after the
 * grace.
 */
public final class LinkExpiry implements ExpiryTarget {
    private static final String KIND = "links";

    private final Shards shards;
    private final LinkReads reads;
    private final VisitClaims visits;
    private final EventAppender<LinkEvent> log;
    private final Duration grace;

    public LinkExpiry(
            Shards shards, LinkReads reads, VisitClaims visits, EventAppender<LinkEvent> log, Duration grace) {
        this.shards = shards;
        this.reads = reads;
        this.visits = visits;
        this.log = log;
        this.grace = grace;
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
    public Duration grace() {
        return grace;
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
        return log.append(link.key().value(), new LinkEvent.LinkDeleted(link, link.expiresAt()))
                .then(forgetVisits(link))
                .thenReturn(Verdict.PURGED);
    }

    private Mono<Void> forgetVisits(Link link) {
        return link.maxVisits() == null ? Mono.empty() : visits.forget(link.key());
    }
}
