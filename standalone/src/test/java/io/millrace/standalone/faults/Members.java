package io.millrace.standalone.faults;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.HexFormat;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/**
 * Opens accounts. Their credentials are written as a gateway writes them, without a password: to hash hundreds of those takes
 * longer than all that they do afterwards. The log hears of each account by its first edit.
 */
final class Members {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Set<String> SCOPES = Set.of("posts:read", "posts:write", "account:read", "account:write");

    private final Credentials credentials;
    private final ApiKeys keys;
    private final Door door;
    private final Semaphore atOnce = new Semaphore(4);

    Members(Cassandra tables, Door door) {
        this.credentials = new Credentials(tables);
        this.keys = new ApiKeys(tables);
        this.door = door;
    }

    String apiKey(String name) {
        return "mr_" + name;
    }

    /** @param approves whether others follow only once they were approved */
    void open(String name, boolean approves) {
        atOnce.acquireUninterruptibly();
        try {
            open(new OwnerId(name), approves);
        } finally {
            atOnce.release();
        }
    }

    private void open(OwnerId owner, boolean approves) {
        String name = owner.value();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        credentials
                .claim(new Credential(
                        owner, UUID.randomUUID(), "nobody@example.com", "", Role.USER, now, 0, false, false, false))
                .then(keys.put(new ApiKey(owner, "first", sha256(apiKey(name)), "first key", SCOPES, now, null)))
                .block(LIMIT);
        while (door.send("PATCH", "/api/v1/me", apiKey(name), "{\"approvesFollowers\":" + approves + "}")
                .isEmpty()) {
            // A gateway that has just been started is slow.
        }
        assertThat(door.json("/api/v1/me", apiKey(name))
                        .path("approvesFollowers")
                        .asBoolean())
                .as("%s approves who follows", name)
                .isEqualTo(approves);
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
