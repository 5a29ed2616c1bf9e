package io.millrace.gateway.links;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.links.Link;
import io.millrace.contracts.links.LinkEvent;
import io.millrace.contracts.links.LinkKey;
import io.millrace.gateway.keys.AliasKeys;
import io.millrace.gateway.keys.KeyIssuer;
import io.millrace.gateway.log.EventLog;
import io.millrace.gateway.log.LinksListener;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import io.millrace.storage.links.AliasClaims;
import io.millrace.storage.links.EditClaims;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Makes, changes and takes away links: checks, decides what must be decided by a claim, appends to the log, and only then
 * answers. This gateway's own views hear of the event at once, the others from the log.
 */
final class LinkCommands {
    private static final Logger log = LoggerFactory.getLogger(LinkCommands.class);

    private final LinkRules rules;
    private final KeyIssuer issuer;
    private final AliasKeys aliasKeys;
    private final AliasClaims aliasClaims;
    private final EditClaims editClaims;
    private final EventLog events;
    private final List<LinksListener> listeners;
    private final Clock clock;

    LinkCommands(
            LinkRules rules,
            KeyIssuer issuer,
            AliasKeys aliasKeys,
            AliasClaims aliasClaims,
            EditClaims editClaims,
            EventLog events,
            List<LinksListener> listeners,
            Clock clock) {
        this.rules = rules;
        this.issuer = issuer;
        this.aliasKeys = aliasKeys;
        this.aliasClaims = aliasClaims;
        this.editClaims = editClaims;
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
            Mono<LinkKey> key = alias == null ? issuer.issue() : claim(alias, owner);
            return key.map(taken -> new Link(
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
                    .flatMap(link -> append(
                                    new LinkEvent.LinkCreated(link),
                                    alias == null ? Mono.empty() : aliasClaims.release(alias))
                            .then(alias == null ? Mono.empty() : confirm(alias))
                            .thenReturn(link));
        });
    }

    private Mono<LinkKey> claim(LinkKey alias, OwnerId owner) {
        return aliasClaims
                .claim(alias, owner)
                .filter(won -> won)
                .switchIfEmpty(Mono.error(() -> taken(alias)))
                .flatMap(won -> aliasKeys.reserve(alias))
                .filter(free -> free)
                .switchIfEmpty(Mono.error(() -> taken(alias)))
                .thenReturn(alias);
    }

    private static Problem taken(LinkKey alias) {
        return Problem.ofField(
                ProblemType.ALIAS_TAKEN, "alias", "The alias \"" + alias + "\" is taken; choose another");
    }

    // The link is made whether or not its claim can be confirmed now: ingest confirms it as well.
    private Mono<Void> confirm(LinkKey alias) {
        return aliasClaims.confirm(alias).onErrorResume(error -> {
            log.debug("The claim of an alias is left to ingest", error);
            return Mono.empty();
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
            return claimVersion(link, ifMatch)
                    .then(append(new LinkEvent.LinkEdited(edited, clock.instant()), release(link)))
                    .thenReturn(edited);
        });
    }

    /** Takes a link away. */
    Mono<Void> delete(Link link, @Nullable Long ifMatch) {
        return claimVersion(link, ifMatch)
                .then(Mono.defer(() -> append(new LinkEvent.LinkDeleted(link, clock.instant()), release(link))));
    }

    /** Of all who change the same version, on whatever gateway, one may. */
    private Mono<Void> claimVersion(Link link, @Nullable Long ifMatch) {
        return Mono.defer(() -> {
            if (ifMatch != null && ifMatch != link.version()) {
                return Mono.error(Problem.of(
                        ProblemType.PRECONDITION_FAILED,
                        "The link is at version " + link.version() + ", not " + ifMatch));
            }
            return editClaims
                    .claim(link.key(), link.version())
                    .filter(won -> won)
                    .switchIfEmpty(Mono.error(() -> Problem.of(
                            ifMatch == null ? ProblemType.EDIT_CONFLICT : ProblemType.PRECONDITION_FAILED,
                            "The link was changed at the same moment; read it again")))
                    .then();
        });
    }

    private Mono<Void> release(Link link) {
        return editClaims.release(link.key(), link.version());
    }

    /** A claim whose event was refused by the log is given back, so that the same request works once the log is there. */
    private Mono<Void> append(LinkEvent event, Mono<Void> undo) {
        return events.append(event, undo)
                .doOnSuccess(appended -> listeners.forEach(listener -> listener.happened(event)));
    }
}
