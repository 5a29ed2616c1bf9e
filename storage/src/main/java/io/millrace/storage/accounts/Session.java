package io.millrace.storage.accounts;

import io.millrace.contracts.accounts.OwnerId;
import java.time.Instant;

/**
 * A browser that signed in.
 *
 * @param hash the SHA-256 of the cookie, in hexadecimal
 * @param owner who signed in
 * @param generation that of the password it was signed in with
 * @param createdAt when
 * @param seenAt when it was last used, to some minutes
 */
public record Session(String hash, OwnerId owner, int generation, Instant createdAt, Instant seenAt) {}
