package io.millrace.gateway.links;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.links.Link;
import io.millrace.contracts.links.LinkEvent;
import io.millrace.contracts.links.LinkKey;
import io.millrace.gateway.keys.ShortKeys;
import io.millrace.gateway.keys.Versions;
import io.millrace.gateway.log.EventLog;
import io.millrace.gateway.log.LinksListener;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Makes, changes and takes away links: checks, decides what must be decided by a claim, appends to the log, and only then
 * answers. This gateway's own views hear of the event at once, the others from the log.
 */
final class LinkCommands {
    private final LinkRules rules;
    private final ShortKeys keys;
    private final Versions versions;
    private final EventLog events;
    private final List<LinksListener> listeners;
    private final Clock clock;

    LinkCommands(
            LinkRules rules,
            ShortKeys keys,
            Versions versions,
            EventLog events,
            List<LinksListener> listeners,
            Clock clock) {
        this.rules = rules;
        this.keys = keys;
        this.versions = versions;
        this.events = events;
        this.listeners = listeners;
        this.clock = clock;
    }

    /** Makes a link. */
    Mono<Link> create(OwnerId owner, NewLink wanted) {
        return Mono.defer(() -> {
            String target = rules.target(wanted.target());
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            Instant expiresAt = wanted.expiresAt() == null
                    ? now.plus(LinkRules.DEFAULT_LIFE)
                    : rules.expiry(wanted.expiresAt(), now);
            LinkKey alias = wanted.alias() == null ? null : rules.alias(wanted.alias());
            return keys.take(alias, owner)
                    .map(taken -> new Link(
                            taken,
                            owner,
                            target,
                            now,
                            expiresAt,
                            wanted.maxVisits(),
                            wanted.title(),
                            wanted.tags(),
                            wanted.visibility(),
                            wanted.allow(),
                            wanted.forwardQuery(),
                            alias != null,
                            1))
                    .flatMap(link -> append(new LinkEvent.LinkCreated(link), keys.release(alias))
                            .then(keys.confirm(alias))
                            .thenReturn(link));
        });
    }

    /**
     * Changes a link.
     *
     * @param change a JSON object with the fields to change
     * @param ifMatch the only version to change; null for whichever there is
     */
    Mono<Link> edit(Link link, JsonNode change, @Nullable Long ifMatch) {
        return Mono.defer(() -> {
            Link edited = new LinkChange(change, rules).appliedTo(link, clock);
            return versions.claim(link.key(), link.version(), ifMatch)
                    .then(append(new LinkEvent.LinkEdited(edited, clock.instant()), release(link)))
                    .thenReturn(edited);
        });
    }

    /** Takes a link away. */
    Mono<Void> delete(Link link, @Nullable Long ifMatch) {
        return versions.claim(link.key(), link.version(), ifMatch)
                .then(Mono.defer(() -> append(new LinkEvent.LinkDeleted(link, clock.instant()), release(link))));
    }

    private Mono<Void> release(Link link) {
        return versions.release(link.key(), link.version());
    }

    /** A claim whose event was refused by the log is given back, so that the same request works once the log is there. */
    private Mono<Void> append(LinkEvent event, Mono<Void> undo) {
        return events.append(event, undo)
                .doOnSuccess(appended -> listeners.forEach(listener -> listener.happened(event)));
    }
}
