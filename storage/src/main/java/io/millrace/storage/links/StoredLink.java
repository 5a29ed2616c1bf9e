package io.millrace.storage.links;

import io.millrace.contracts.links.Link;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A link as the table has it.
 *
 * @param link its last state
 * @param deletedAt when its owner took it away; null while it is there
 */
public record StoredLink(Link link, @Nullable Instant deletedAt) {
    public boolean isDeleted() {
        return deletedAt != null;
    }
}
