package io.millrace.storage.accounts;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.millrace.contracts.accounts.Account;
import io.millrace.storage.Cassandra;
import java.time.Instant;
import java.util.Objects;
import reactor.core.publisher.Mono;

/**
 * Writes of the table {@code accounts}; for the projection only. A write takes its place in time from the account's creation
 * and version, so writing an event again, or after a later one, changes nothing.
 */
public final class AccountWrites {
    private final Cassandra cassandra;
    private final PreparedStatement put;

    public AccountWrites(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.put = cassandra.prepare(
                "INSERT INTO accounts (name, display_name, role, created_at, version, deleted_at, approves_followers)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?) USING TIMESTAMP ?");
    }

    /** Writes the account's state. */
    public Mono<Void> put(Account account) {
        return write(account, Instant.EPOCH, 0);
    }

    /** Writes that the account was closed; counts as the version after its last. What it was called goes with it. */
    public Mono<Void> delete(Account account, Instant deletedAt) {
        Account nameless = new Account(account.name(), null, account.role(), account.createdAt(), account.version());
        return write(nameless, deletedAt, 1);
    }

    private Mono<Void> write(Account account, Instant deletedAt, long versionsLater) {
        return Mono.defer(() -> cassandra.write(put.bind(
                account.name().value(),
                Objects.requireNonNullElse(account.displayName(), ""),
                account.role().name(),
                account.createdAt(),
                account.version(),
                deletedAt,
                account.approvesFollowers(),
                account.createdAt().toEpochMilli() * 1_000 + account.version() + versionsLater)));
    }
}
