package io.millrace.storage.search;

import java.util.List;
import java.util.Set;

/**
 * What somebody searches: all of the words, the last of which may be a beginning only.
 *
 * @param words folded, see {@link SearchWords}; not empty
 */
public record SearchQuery(List<String> words) {
    public SearchQuery {
        words = List.copyOf(words);
        if (words.isEmpty()) {
            throw new IllegalArgumentException("A query has a word");
        }
    }

    /** @throws IllegalArgumentException if there is no word in the text */
    public static SearchQuery of(String text) {
        return new SearchQuery(SearchWords.tokens(text));
    }

    private String last() {
        return words.get(words.size() - 1);
    }

    /** Whether something with these words is meant. */
    public boolean matches(Set<String> candidate) {
        return candidate.containsAll(words.subList(0, words.size() - 1))
                && candidate.stream().anyMatch(word -> word.startsWith(last()));
    }

    /** The term by which the index is read, of which every match is listed: of the longest word, which is likely the rarest. */
    String lead() {
        String longest = last();
        for (String word : words) {
            if (SearchTerms.length(word) > SearchTerms.length(longest)) {
                longest = word;
            }
        }
        return longest.equals(last()) ? SearchTerms.prefix(longest) : SearchTerms.whole(longest);
    }
}
