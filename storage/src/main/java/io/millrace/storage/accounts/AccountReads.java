package io.millrace.storage.accounts;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.millrace.contracts.accounts.Account;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.accounts.Role;
import io.millrace.storage.Cassandra;
import java.time.Instant;
import reactor.core.publisher.Mono;

/** Reads of the table {@code accounts}. */
public final class AccountReads {
    private final Cassandra cassandra;
    private final PreparedStatement find;

    public AccountReads(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.find = cassandra.prepare(
                "SELECT name, display_name, role, created_at, version, deleted_at, approves_followers FROM accounts WHERE name = ?");
    }

    /** The account of that name, also if it was closed; empty if there never was one, or the view does not have it yet. */
    public Mono<StoredAccount> find(OwnerId name) {
        return Mono.defer(() -> cassandra.row(find.bind(name.value()))).map(AccountReads::read);
    }

    private static StoredAccount read(Row row) {
        String displayName = row.getString("display_name");
        Instant deletedAt = row.getInstant("deleted_at");
        Account account = new Account(
                new OwnerId(row.getString("name")),
                displayName == null || displayName.isEmpty() ? null : displayName,
                Role.valueOf(row.getString("role")),
                row.getInstant("created_at"),
                row.getLong("version"),
                row.getBoolean("approves_followers"));
        return new StoredAccount(account, deletedAt == null || deletedAt.equals(Instant.EPOCH) ? null : deletedAt);
    }
}
