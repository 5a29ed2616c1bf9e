package io.millrace.storage.posts;

import io.millrace.contracts.posts.Post;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A post as the table has it.
 *
 * @param post its last state; what is left of it if it was deleted
 * @param deletedAt when it was taken away; null while it is there
 */
public record StoredPost(Post post, @Nullable Instant deletedAt) {
    public boolean isDeleted() {
        return deletedAt != null;
    }
}
