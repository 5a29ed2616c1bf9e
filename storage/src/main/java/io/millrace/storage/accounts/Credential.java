package io.millrace.storage.accounts;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.accounts.Role;
import java.time.Instant;
import java.util.UUID;

/**
 * How an account signs in, and what it may do.
 *
 * @param name the account
 * @param claim names this registration among all that wanted the name
 * @param email how to reach its user; nothing once it is closed
 * @param password the password's hash, with all that is needed to check one; nothing once it is closed
 * @param role what it may do
 * @param createdAt when it was registered
 * @param generation how often the password was changed; sessions of earlier generations have ended
 * @param mustChange whether a new password is due before anything else
 * @param logged whether the log is known to have the account
 * @param closed whether it was closed, for ever
 */
public record Credential(
        OwnerId name,
        UUID claim,
        String email,
        String password,
        Role role,
        Instant createdAt,
        int generation,
        boolean mustChange,
        boolean logged,
        boolean closed) {

    /** The secrets are left out. */
    @Override
    public String toString() {
        return "Credential of " + name + (closed ? ", closed" : "");
    }
}
