package io.millrace.gateway.accounts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.gateway.accounts.Caller.Way;
import io.millrace.storage.accounts.ApiKeys;
import io.millrace.storage.accounts.Credential;
import io.millrace.storage.accounts.Credentials;
import io.millrace.storage.accounts.Session;
import io.millrace.storage.accounts.Sessions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * What API keys and sessions stand for. An answer is remembered for two seconds: so long a revoked key or an ended session may
 * still be good on another gateway, and no longer.
 */
final class Grants {
    private static final Logger log = LoggerFactory.getLogger(Grants.class);
    private static final Duration REMEMBERED = Duration.ofSeconds(2);
    private static final int MOST_REMEMBERED = 20_000;

    /** How exactly it is told when a key was last used. */
    private static final Duration USE_GRAIN = Duration.ofMinutes(5);

    /** Into so many parts is the idle time cut; a session is written again at most once in each. */
    private static final int TOUCHES = 24;

    private final ApiKeys keys;
    private final Sessions sessions;
    private final Credentials credentials;
    private final SessionSettings settings;
    private final Clock clock;
    private final Cache<String, Optional<Grant>> known = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(REMEMBERED)
            .build();
    private final Cache<String, Boolean> used = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(USE_GRAIN)
            .build();

    Grants(ApiKeys keys, Sessions sessions, Credentials credentials, SessionSettings settings, Clock clock) {
        this.keys = keys;
        this.sessions = sessions;
        this.credentials = credentials;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * @param mustChange whether a new password is due before anything else
     */
    record Grant(Caller caller, boolean mustChange) {}

    /** Empty if there is no such key, or its account is closed. */
    Mono<Grant> ofKey(String key) {
        String hash = Secrets.hash(key);
        return remembered(hash, readKey(hash));
    }

    /** Empty if there is no such session now. */
    Mono<Grant> ofSession(String token) {
        String hash = Secrets.hash(token);
        return remembered(hash, readSession(hash));
    }

    private Mono<Grant> remembered(String hash, Mono<Grant> read) {
        return Mono.defer(() -> {
                    Optional<Grant> remembered = known.getIfPresent(hash);
                    return remembered != null
                            ? Mono.just(remembered)
                            : read.map(Optional::of)
                                    .defaultIfEmpty(Optional.empty())
                                    .doOnNext(grant -> known.put(hash, grant));
                })
                .flatMap(Mono::justOrEmpty);
    }

    private Mono<Grant> readKey(String hash) {
        return keys.find(hash).flatMap(key -> open(key.owner()).flatMap(credential -> used(hash, key)
                .thenReturn(new Grant(
                        new Caller(key.owner(), credential.role(), Way.KEY, Scope.of(key.scopes())), false))));
    }

    private Mono<Grant> readSession(String hash) {
        return sessions.find(hash)
                .filter(session -> !life(session.createdAt(), session.seenAt()).isNegative())
                .flatMap(session -> open(session.owner())
                        .filter(credential -> credential.generation() == session.generation())
                        .flatMap(credential -> touched(session)
                                .thenReturn(new Grant(
                                        new Caller(session.owner(), credential.role(), Way.SESSION, Scope.ALL),
                                        credential.mustChange()))));
    }

    private Mono<Credential> open(OwnerId owner) {
        return credentials.find(owner).filter(credential -> !credential.closed());
    }

    private Mono<Void> used(String hash, ApiKeys.Grant key) {
        return Mono.defer(() -> used.asMap().putIfAbsent(hash, true) == null
                ? tolerantly(keys.used(key.owner(), key.id(), clock.instant()))
                : Mono.empty());
    }

    private Mono<Void> touched(Session session) {
        return Mono.defer(() -> {
            Instant now = clock.instant();
            return session.seenAt().plus(settings.idle().dividedBy(TOUCHES)).isAfter(now)
                    ? Mono.empty()
                    : tolerantly(sessions.touch(session, now, rounded(life(session.createdAt(), now))));
        });
    }

    /** How long a session may still be used that was last used then. */
    Duration life(Instant createdAt, Instant seenAt) {
        Instant idle = seenAt.plus(settings.idle());
        Instant longest = createdAt.plus(settings.longest());
        return Duration.between(clock.instant(), idle.isBefore(longest) ? idle : longest);
    }

    /** The database counts in seconds. */
    static Duration rounded(Duration life) {
        return Duration.ofSeconds(Math.max(1, life.plusMillis(999).toSeconds()));
    }

    /** A use that is not remembered is no reason to refuse a request. */
    private static Mono<Void> tolerantly(Mono<Void> write) {
        return write.onErrorResume(error -> {
            log.debug("A use was not written", error);
            return Mono.empty();
        });
    }

    /** This gateway looks again at what this stands for. */
    void forget(String hash) {
        known.invalidate(hash);
    }

    /** This gateway looks again at all that an owner has. */
    void forget(OwnerId owner) {
        known.asMap()
                .values()
                .removeIf(grant ->
                        grant.isPresent() && grant.get().caller().owner().equals(owner));
    }
}
