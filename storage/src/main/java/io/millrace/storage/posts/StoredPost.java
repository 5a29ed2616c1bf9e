package io.millrace.storage.posts;

import io.millrace.contracts.posts.Post;
import io.millrace.contracts.posts.PostId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A post as the table has it.
 *
 * @param post its last state; what is left of it if it was deleted
 * @param deletedAt when it was taken away; null while it is there
 */
public record StoredPost(Post post, @Nullable Instant deletedAt) {
    /** What names a post where the right to make its next version is claimed. */
    public static String claimed(PostId id) {
        return "posts/" + id;
    }

    public boolean isDeleted() {
        return deletedAt != null;
    }
}
