package io.millrace.storage.accounts;

import io.millrace.contracts.accounts.Account;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account as the table has it.
 *
 * @param account its last state
 * @param deletedAt when it was closed; null while it is there
 */
public record StoredAccount(Account account, @Nullable Instant deletedAt) {
    public boolean isDeleted() {
        return deletedAt != null;
    }
}
