package io.millrace.gateway.feed;

import static java.util.Objects.requireNonNull;

import io.millrace.contracts.posts.PostId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the next page of a feed begins. It carries all that decides what comes next, so that nothing which happens between two
 * pages repeats a post or moves one.
 *
 * @param order of the feed
 * @param before everything that is older than this post is still to come; null for all
 * @param ranked what else is still to come, and comes first, in this order: newer posts that were ranked with those already shown
 */
record FeedCursor(Order order, @Nullable PostId before, List<PostId> ranked) {
    /** How many posts are ranked together, so that a cursor is a line of some two thousand characters at most. */
    static final int MAX_RANKED = 200;

    /** Nothing is older than this. */
    static final PostId END = new PostId(0);

    FeedCursor {
        requireNonNull(order, "order");
        ranked = List.copyOf(ranked);
        if (ranked.size() > MAX_RANKED) {
            throw new IllegalArgumentException("At most " + MAX_RANKED + " posts are ranked together");
        }
    }

    boolean isAtEnd() {
        return ranked.isEmpty() && END.equals(before);
    }

    /** The first page. */
    static FeedCursor first(Order order) {
        return new FeedCursor(order, null, List.of());
    }
}
