package io.millrace.storage.search;

import io.millrace.contracts.posts.PostId;
import io.millrace.contracts.posts.TimeOrderedId;
import java.time.Duration;

/** The slots of six hours that posts are listed in. */
final class PostSlots {
    private static final long MILLIS = Duration.ofHours(6).toMillis();

    private PostSlots() {}

    static int of(PostId post) {
        return (int) (post.time().toEpochMilli() / MILLIS);
    }

    /** The last slot there can be, for a page that begins at the newest. */
    static int last() {
        return (int) (TimeOrderedId.time(Long.MAX_VALUE).toEpochMilli() / MILLIS);
    }
}
