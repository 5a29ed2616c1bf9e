package io.millrace.storage.accounts;

import io.millrace.contracts.accounts.OwnerId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An API key as its owner sees it; what was shown once is kept nowhere.
 *
 * @param owner whose key it is
 * @param id names it among the owner's
 * @param hash the SHA-256 of the key, in hexadecimal
 * @param name what the owner calls it
 * @param scopes what it may be used for
 * @param createdAt when it was made
 * @param usedAt when it was last used, to some minutes; null if it never was
 */
public record ApiKey(
        OwnerId owner,
        String id,
        String hash,
        String name,
        Set<String> scopes,
        Instant createdAt,
        @Nullable Instant usedAt) {
    public ApiKey {
        scopes = Set.copyOf(scopes);
    }
}
