package io.millrace.storage.media;

import io.millrace.contracts.posts.Media;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A photo or video as the view has it.
 *
 * @param media its last state
 * @param deletedAt when it was taken away; null if it is there
 */
public record StoredMedia(Media media, @Nullable Instant deletedAt) {
    public boolean isDeleted() {
        return deletedAt != null;
    }
}
