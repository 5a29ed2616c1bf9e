package io.millrace.contracts.feed;

import static java.util.Objects.requireNonNull;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.posts.PostId;
import java.util.List;

/**
 * Posts of an author for the feeds of some who follow: each of the posts for each of the followers. In the partition of those
 * followers. Doing it again changes nothing.
 *
 * @param author whose posts
 * @param posts one for a new post, several when somebody begins to follow
 * @param followers whose feeds
 */
public record Delivery(OwnerId author, List<PostId> posts, List<OwnerId> followers) {
    public Delivery {
        requireNonNull(author, "author");
        posts = List.copyOf(posts);
        followers = List.copyOf(followers);
    }
}
