package io.millrace.contracts.usage;

import static java.util.Objects.requireNonNull;

import io.millrace.contracts.accounts.OwnerId;
import java.time.Instant;

/**
 * What one account has used in one hour, as one partition of the log counted it. The numbers are absolute: of two usages with the
 * same key the one with the higher revision holds.
 *
 * @param owner whose usage
 * @param hour when the hour began, UTC
 * @param part which partition counted it; parts of an hour add up
 * @param revision rises with each new count of the same key
 * @param creations links, pastes and other things made
 * @param redirects visits of the owner's links, and readings of their pastes
 * @param storedBytes bytes added to what is stored, less those removed; may be negative
 */
public record Usage(
        OwnerId owner, Instant hour, int part, long revision, long creations, long redirects, long storedBytes) {
    public Usage {
        requireNonNull(owner, "owner");
        requireNonNull(hour, "hour");
        if (creations < 0 || redirects < 0) {
            throw new IllegalArgumentException("What is counted is not negative");
        }
    }

    /** The record key. */
    public String key() {
        return owner + "|" + hour + "|" + part;
    }
}
