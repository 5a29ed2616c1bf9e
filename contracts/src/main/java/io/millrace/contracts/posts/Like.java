package io.millrace.contracts.posts;

import static java.util.Objects.requireNonNull;

import io.millrace.contracts.accounts.OwnerId;
import java.time.Instant;

/**
 * Whether a user likes a post, from a moment on. Of two about the same post and user the later one holds.
 *
 * @param post which
 * @param user who
 * @param liked whether they do
 * @param at since when, in microseconds precision
 */
public record Like(PostId post, OwnerId user, boolean liked, Instant at) {
    public Like {
        requireNonNull(post, "post");
        requireNonNull(user, "user");
        requireNonNull(at, "at");
    }
}
