package io.millrace.bench;

import io.millrace.contracts.accounts.Account;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.accounts.Role;
import io.millrace.storage.Cassandra;
import io.millrace.storage.accounts.ApiKey;
import io.millrace.storage.accounts.ApiKeys;
import io.millrace.storage.accounts.Credential;
import io.millrace.storage.accounts.Credentials;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Set;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Opens accounts as a gateway does, without a password: their keys are what they come with. */
final class FeedPeople {
    private static final int AT_ONCE = 16;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Credentials credentials;
    private final ApiKeys keys;
    private final String secret = "mr_bench" + UUID.randomUUID().toString().replace("-", "");

    FeedPeople(Cassandra cassandra) {
        this.credentials = new Credentials(cassandra);
        this.keys = new ApiKeys(cassandra);
    }

    /** The API key of somebody who was let in. */
    String key(OwnerId name) {
        return secret + name;
    }

    /** Gives each an account, where there is none yet, and a key. */
    void letIn(Collection<OwnerId> names, FeedLog log) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Flux.fromIterable(names)
                .flatMap(name -> letIn(name, now, log), AT_ONCE)
                .then()
                .block(LIMIT);
        log.flush();
    }

    private Mono<Void> letIn(OwnerId name, Instant now, FeedLog log) {
        Credential credential = new Credential(
                name, UUID.randomUUID(), name + "@example.com", "none", Role.USER, now, 1, false, true, false);
        ApiKey key = new ApiKey(
                name,
                UUID.randomUUID().toString(),
                hash(key(name)),
                "bench",
                Set.of("posts:read", "posts:write"),
                now,
                null);
        return credentials
                .claim(credential)
                .doOnNext(won -> {
                    if (won) {
                        log.opened(new Account(name, null, Role.USER, now, 1));
                    }
                })
                .then(keys.put(key));
    }

    private static String hash(String key) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
