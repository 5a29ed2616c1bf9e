package io.millrace.gateway.links;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.links.Link;
import io.millrace.contracts.links.LinkKey;
import io.millrace.gateway.access.Access;
import io.millrace.gateway.access.Guarded;
import io.millrace.gateway.access.Right;
import io.millrace.gateway.accounts.Caller;
import io.millrace.storage.links.IndexEntry;
import io.millrace.storage.links.IndexPosition;
import io.millrace.storage.links.LinkIndexReads;
import io.millrace.storage.links.LinkTerms;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An owner's links, newest first, all or those with a tag and words. */
final class LinkList {
    /** How many entries are looked at for one page, where most of them do not belong. */
    private static final int SCAN = 400;

    private final LinkIndexReads index;
    private final RecentLinks links;

    LinkList(LinkIndexReads index, RecentLinks links) {
        this.index = index;
        this.links = links;
    }

    /**
     * What to list.
     *
     * @param tag only links with this tag; null for any
     * @param words only links with all these words in title or host
     * @param after where the page begins; null for the newest
     * @param limit the most links of a page
     */
    record Query(
            OwnerId owner,
            @Nullable String tag,
            List<String> words,
            @Nullable IndexPosition after,
            int limit) {
        /** All terms that a link must have; the index is read by the first. */
        List<String> terms() {
            List<String> terms = new ArrayList<>();
            if (tag != null) {
                terms.add(LinkTerms.tag(tag));
            }
            words.forEach(word -> terms.add(LinkTerms.word(word)));
            if (terms.isEmpty()) {
                terms.add(LinkTerms.ALL);
            }
            return terms;
        }
    }

    Mono<Listing.Page<Link>> page(Query query) {
        List<String> terms = query.terms();
        Set<String> all = new HashSet<>(terms);
        int scanned = terms.size() == 1 ? query.limit() * 2 + 1 : SCAN;
        return Listing.page(
                index.page(query.owner(), terms.get(0), query.after(), scanned),
                entry -> belonging(entry, query.owner(), all),
                query.limit(),
                scanned);
    }

    /** Those of the named links that there are and that the caller may see, in the order of the names. */
    Mono<Listing.Page<Link>> named(Caller caller, List<LinkKey> keys) {
        return Flux.fromIterable(keys)
                .flatMapSequential(links::findPresent, Listing.READS_AT_ONCE)
                .filter(link -> Access.allows(caller, Right.SEE_SETTINGS, Guarded.of(link)))
                .collectList()
                .map(found -> new Listing.Page<>(found, null));
    }

    private Mono<Link> belonging(IndexEntry entry, OwnerId owner, Set<String> terms) {
        return links.findPresent(entry.key())
                .filter(link -> link.owner().equals(owner)
                        && link.createdAt().equals(entry.createdAt())
                        && LinkTerms.of(link).containsAll(terms));
    }
}
