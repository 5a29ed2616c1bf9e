package io.millrace.storage.search;

import java.util.HashSet;
import java.util.Set;

/**
 * What the index has of one thing.
 *
 * @param version of the thing that it was listed with
 */
record IndexedWords(long version, Set<String> words) {
    static final IndexedWords NONE = new IndexedWords(0, Set.of());

    /** The terms under which it is listed, and no longer shall be. */
    Set<String> termsWithout(Set<String> kept) {
        Set<String> gone = SearchTerms.of(words);
        gone.removeAll(SearchTerms.of(kept));
        return gone;
    }

    Set<String> with(Set<String> more) {
        Set<String> all = new HashSet<>(words);
        all.addAll(more);
        return all;
    }
}
