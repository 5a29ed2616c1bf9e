package io.millrace.gateway.accounts;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import io.millrace.storage.accounts.ApiKey;
import io.millrace.storage.accounts.ApiKeys;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/** Makes, lists and revokes the API keys of accounts. */
final class ApiKeyCommands {
    /** How many keys an account may have at once. */
    static final int MOST = 50;

    private static final String PREFIX = "mr_";
    private static final int KEY_BYTES = 32;
    private static final int ID_BYTES = 9;

    private final ApiKeys keys;
    private final Grants grants;
    private final Clock clock;

    ApiKeyCommands(ApiKeys keys, Grants grants, Clock clock) {
        this.keys = keys;
        this.grants = grants;
        this.clock = clock;
    }

    /**
     * A key that was made this moment.
     *
     * @param secret the key itself, which nobody can find out again
     */
    record NewKey(ApiKey key, String secret) {}

    Mono<NewKey> make(OwnerId owner, String name, Set<Scope> scopes) {
        return keys.of(owner).count().flatMap(count -> {
            if (count >= MOST) {
                return Mono.error(Problem.of(
                        ProblemType.FORBIDDEN, "An account has at most " + MOST + " keys; revoke one first"));
            }
            String secret = PREFIX + Secrets.random(KEY_BYTES);
            ApiKey key = new ApiKey(
                    owner,
                    Secrets.random(ID_BYTES),
                    Secrets.hash(secret),
                    name,
                    scopes.stream().map(Scope::word).collect(Collectors.toSet()),
                    clock.instant().truncatedTo(ChronoUnit.MILLIS),
                    null);
            return keys.put(key).thenReturn(new NewKey(key, secret));
        });
    }

    /** The oldest first. */
    Mono<List<ApiKey>> list(OwnerId owner) {
        return keys.of(owner).collectSortedList(Comparator.comparing(ApiKey::createdAt));
    }

    /** False if the owner has no such key. */
    Mono<Boolean> revoke(OwnerId owner, String id) {
        return keys.of(owner)
                .filter(key -> key.id().equals(id))
                .next()
                .flatMap(key -> revoke(key).thenReturn(true))
                .defaultIfEmpty(false);
    }

    Mono<Void> revokeAll(OwnerId owner) {
        return keys.of(owner).concatMap(this::revoke).then();
    }

    private Mono<Void> revoke(ApiKey key) {
        return keys.revoke(key).doOnSuccess(done -> grants.forget(key.hash()));
    }
}
