package io.millrace.contracts.feed;

import static java.util.Objects.requireNonNull;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.posts.PostId;

/**
 * A post that is not delivered to feeds, because its author had too many followers when it appeared: whoever reads a feed adds
 * it, if they follow the author. The last record of a post holds.
 *
 * @param author whose post
 * @param post which
 * @param gone whether it is no longer to be added
 */
public record PullPost(OwnerId author, PostId post, boolean gone) {
    public PullPost {
        requireNonNull(author, "author");
        requireNonNull(post, "post");
    }
}
