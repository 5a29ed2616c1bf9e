package io.millrace.storage.links;

import io.millrace.contracts.links.LinkKey;
import java.time.Instant;

/** A link in a list. Whether it still belongs there is for the link itself to say: see {@link LinkIndexReads}. */
public record IndexEntry(Instant createdAt, LinkKey key) {
    /** Where the next page starts when this was the last entry of a page. */
    public IndexPosition position() {
        return new IndexPosition(createdAt, key);
    }
}
