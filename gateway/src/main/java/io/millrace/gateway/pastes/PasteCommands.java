package io.millrace.gateway.pastes;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.blobs.BlobRef;
import io.millrace.contracts.links.LinkKey;
import io.millrace.contracts.pastes.Paste;
import io.millrace.contracts.pastes.PasteEvent;
import io.millrace.contracts.pastes.PasteText;
import io.millrace.gateway.keys.ShortKeys;
import io.millrace.gateway.keys.Versions;
import io.millrace.gateway.links.LinkRules;
import io.millrace.gateway.log.EventLog;
import io.millrace.gateway.log.PastesListener;
import io.millrace.gateway.web.JsonFields;
import io.millrace.storage.blobs.BlobStore;
import io.millrace.storage.pastes.Revision;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBuffer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Makes, changes and takes away pastes: checks, decides what must be decided by a claim, stores bytes, appends to the log, and
 * only then answers. This gateway's own views hear of the event at once, the others from the log.
 */
final class PasteCommands {
    private static final Logger log = LoggerFactory.getLogger(PasteCommands.class);

    private final LinkRules rules;
    private final ShortKeys keys;
    private final Versions versions;
    private final TextIntake intake;
    private final BlobStore blobs;
    private final DeleteTokens tokens;
    private final EventLog events;
    private final List<PastesListener> listeners;
    private final Clock clock;

    PasteCommands(
            LinkRules rules,
            ShortKeys keys,
            Versions versions,
            BlobStore blobs,
            DeleteTokens tokens,
            EventLog events,
            List<PastesListener> listeners,
            Clock clock) {
        this.rules = rules;
        this.keys = keys;
        this.versions = versions;
        this.intake = new TextIntake(blobs);
        this.blobs = blobs;
        this.tokens = tokens;
        this.events = events;
        this.listeners = listeners;
        this.clock = clock;
    }

    /**
     * A paste that was made.
     *
     * @param deleteToken allows whoever has it to delete the paste; null if its owner has an account for that
     */
    record Made(Paste paste, @Nullable String deleteToken) {}

    /**
     * Makes a paste.
     *
     * @param text its bytes
     * @param fallbackName what to call it if the wish has no name; asked when the text has come
     */
    Mono<Made> create(OwnerId owner, NewPaste wish, Flux<DataBuffer> text, Supplier<@Nullable String> fallbackName) {
        return Mono.defer(() -> {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            Instant expiresAt =
                    wish.expiresAt() == null ? now.plus(LinkRules.DEFAULT_LIFE) : rules.expiry(wish.expiresAt(), now);
            LinkKey alias = wish.alias() == null ? null : ShortKeys.alias(wish.alias());
            return keys.take(alias, owner).flatMap(key -> intake.take(key, 1, text)
                    .onErrorResume(
                            refused -> keys.release(alias).onErrorComplete().then(Mono.error(refused)))
                    .map(taken -> new Paste(
                            key,
                            owner,
                            wish.named(fallbackName.get()).name(),
                            wish.language(),
                            now,
                            expiresAt,
                            wish.burn(),
                            wish.visibility(),
                            wish.allow(),
                            alias != null,
                            1,
                            taken,
                            1))
                    .flatMap(paste -> made(paste, alias)));
        });
    }

    private Mono<Made> made(Paste paste, @Nullable LinkKey alias) {
        String token = DeleteTokens.isNeeded(paste) ? tokens.of(paste) : null;
        return append(new PasteEvent.PasteCreated(paste), keys.release(alias).then(removed(paste.text())))
                .then(keys.confirm(alias))
                .thenReturn(new Made(paste, token));
    }

    /**
     * Changes a paste.
     *
     * @param change a JSON object with the fields to change
     * @param text the bytes of its next revision; null to keep the one it has
     * @param ifMatch the only version to change; null for whichever there is
     */
    Mono<Paste> edit(Paste paste, JsonNode change, @Nullable Flux<DataBuffer> text, @Nullable Long ifMatch) {
        return Mono.defer(() -> {
            PasteChange applied = new PasteChange(change, rules);
            applied.appliedTo(paste, null, clock);
            if (text == null) {
                return edited(paste, applied.appliedTo(paste, null, clock), ifMatch);
            }
            if (paste.revision() >= Revision.MAX) {
                throw JsonFields.invalid("text", "A paste has at most " + Revision.MAX + " revisions; make a new one");
            }
            return intake.take(paste.key(), paste.revision() + 1, text)
                    .flatMap(taken -> edited(paste, applied.appliedTo(paste, taken, clock), ifMatch));
        });
    }

    private Mono<Paste> edited(Paste before, Paste after, @Nullable Long ifMatch) {
        Mono<Void> unstored = after.revision() == before.revision() ? Mono.empty() : removed(after.text());
        return versions.claim(before.key(), before.version(), ifMatch)
                .onErrorResume(lost -> unstored.then(Mono.error(lost)))
                .then(append(
                        new PasteEvent.PasteEdited(after, clock.instant()),
                        versions.release(before.key(), before.version()).then(unstored)))
                .thenReturn(after);
    }

    /** Takes a paste away. */
    Mono<Void> delete(Paste paste, @Nullable Long ifMatch) {
        return versions.claim(paste.key(), paste.version(), ifMatch)
                .then(Mono.defer(() -> append(deletion(paste), versions.release(paste.key(), paste.version()))));
    }

    /**
     * Takes a burnt paste away. Nobody can read it any more whether or not this succeeds; if the log is away, its bytes stay
     * until it expires.
     */
    Mono<Void> burnt(Paste paste) {
        return Mono.defer(() -> append(deletion(paste), Mono.empty())).onErrorResume(error -> {
            log.warn(
                    "The burnt paste could not be deleted and stays, unreadable, until it expires: {}",
                    error.toString());
            return Mono.empty();
        });
    }

    private PasteEvent deletion(Paste paste) {
        return new PasteEvent.PasteDeleted(paste.withText(paste.text().emptied()), clock.instant());
    }

    /** Removes the bytes of a text that nothing refers to; if that fails, the sweep for such finds them. */
    private Mono<Void> removed(PasteText text) {
        BlobRef blob = text.blob();
        return blob == null ? Mono.empty() : blobs.delete(blob.key()).onErrorComplete();
    }

    private Mono<Void> append(PasteEvent event, Mono<Void> undo) {
        return events.append(event, undo)
                .doOnSuccess(appended -> listeners.forEach(listener -> listener.happened(event)));
    }
}
