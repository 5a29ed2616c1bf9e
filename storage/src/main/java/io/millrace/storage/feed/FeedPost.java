package io.millrace.storage.feed;

import static java.util.Objects.requireNonNull;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.posts.PostId;

/**
 * A post in a feed. That it is there does not say that it may be seen.
 *
 * @param post which
 * @param author whose
 */
public record FeedPost(PostId post, OwnerId author) {
    public FeedPost {
        requireNonNull(post, "post");
        requireNonNull(author, "author");
    }
}
