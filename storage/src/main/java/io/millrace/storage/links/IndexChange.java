package io.millrace.storage.links;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.links.Link;
import io.millrace.contracts.links.LinkKey;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * That a link has, or no longer has, a term.
 *
 * @param timestamp the change's place in time: of two changes of the same entry the later one holds, in whatever order they
 *     are written
 */
public record IndexChange(OwnerId owner, String term, Instant createdAt, LinkKey key, boolean present, long timestamp) {

    /** The link has all its terms since its version. */
    public static Stream<IndexChange> has(Link link) {
        return LinkTerms.of(link).stream().map(term -> change(link, term, true, LinkWrites.timestamp(link, 0)));
    }

    /** The link has lost those of its terms that the later version does not have. */
    public static Stream<IndexChange> lost(Link link, Link later) {
        var kept = LinkTerms.of(later);
        return LinkTerms.of(link).stream()
                .filter(term -> !kept.contains(term))
                .map(term -> change(link, term, false, LinkWrites.timestamp(later, 0)));
    }

    /** The link was deleted, and has lost all its terms. */
    public static Stream<IndexChange> gone(Link link) {
        return LinkTerms.of(link).stream().map(term -> change(link, term, false, LinkWrites.timestamp(link, 1)));
    }

    private static IndexChange change(Link link, String term, boolean present, long timestamp) {
        return new IndexChange(link.owner(), term, link.createdAt(), link.key(), present, timestamp);
    }
}
