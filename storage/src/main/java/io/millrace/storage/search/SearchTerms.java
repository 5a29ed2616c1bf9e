package io.millrace.storage.search;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Under what the index lists a word: the word itself, and its beginnings up to {@value #LONGEST_PREFIX} characters, which is what
 * makes the last word of a query findable before it is typed to its end. See {@code docs/adr/0061-search.md}.
 */
final class SearchTerms {
    static final int LONGEST_PREFIX = 8;

    private SearchTerms() {}

    static Set<String> of(Collection<String> words) {
        Set<String> terms = new HashSet<>();
        for (String word : words) {
            terms.add(whole(word));
            int length = Math.min(LONGEST_PREFIX, length(word));
            for (int letters = 1; letters <= length; letters++) {
                terms.add(word.substring(0, word.offsetByCodePoints(0, letters)));
            }
        }
        return terms;
    }

    /** Lists what has exactly that word. No word contains the sign, so it is no beginning of one. */
    static String whole(String word) {
        return "=" + word;
    }

    /** Lists what has a word that begins so, and more, if the beginning is longer than those listed. */
    static String prefix(String beginning) {
        return beginning.substring(0, beginning.offsetByCodePoints(0, Math.min(LONGEST_PREFIX, length(beginning))));
    }

    static int length(String word) {
        return word.codePointCount(0, word.length());
    }
}
