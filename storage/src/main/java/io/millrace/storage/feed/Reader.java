package io.millrace.storage.feed;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of somebody who reads their feed.
 *
 * @param seenAt when they were last there, to about a day
 * @param wokenAt when they last returned after so long that their feed had not been written; null if they never did
 */
public record Reader(Instant seenAt, @Nullable Instant wokenAt) {
    public Reader {
        requireNonNull(seenAt, "seenAt");
    }
}
