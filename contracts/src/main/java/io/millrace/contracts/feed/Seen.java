package io.millrace.contracts.feed;

import static java.util.Objects.requireNonNull;

import io.millrace.contracts.accounts.OwnerId;
import java.time.Instant;

/**
 * Somebody was there: who is not for a while has no feed written until they return. Of two about the same account the later one
 * holds.
 *
 * @param user who
 * @param at when, in milliseconds precision
 */
public record Seen(OwnerId user, Instant at) {
    public Seen {
        requireNonNull(user, "user");
        requireNonNull(at, "at");
    }
}
