package io.millrace.storage.links;

import io.millrace.contracts.links.Link;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A link as the table has it.
 *
 * @param link its last state; of a deleted one only what {@link #gone} keeps
 * @param deletedAt when its owner took it away; null while it is there
 */
public record StoredLink(Link link, @Nullable Instant deletedAt) {
    /**
     * What is kept of a link that was taken away or has ended: whose it was and when, so that its address is answered as gone.
     * Where it led and what it was called are purged.
     */
    public static StoredLink gone(Link link, Instant deletedAt) {
        return new StoredLink(
                new Link(
                        link.key(),
                        link.owner(),
                        "",
                        link.createdAt(),
                        link.expiresAt(),
                        link.maxVisits(),
                        null,
                        Set.of(),
                        link.visibility(),
                        List.of(),
                        false,
                        link.alias(),
                        link.version()),
                deletedAt);
    }

    public boolean isDeleted() {
        return deletedAt != null;
    }
}
