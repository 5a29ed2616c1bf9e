package io.millrace.gateway.feed;

import io.millrace.contracts.accounts.OwnerId;
import java.util.Set;

/**
 * Whose feed is read.
 *
 * @param followees whose posts are for the reader
 * @param undelivered those of them whose timelines are read, because their posts may not have been delivered
 */
record Reading(Followees followees, Set<OwnerId> undelivered) {
    Reading {
        undelivered = Set.copyOf(undelivered);
    }
}
