package io.millrace.storage.search;

import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * How the lists follow one thing's words, whatever is repeated and wherever it is stopped: what is on record as listed is never
 * less than what is listed. Events of one thing come one after the other.
 */
interface WordLists {
    int WRITES_AT_ONCE = 64;

    /** What is on record; empty if the thing never was listed. */
    Mono<IndexedWords> indexed();

    /** @param place in the order of writes of this record */
    Mono<Void> record(long place, IndexedWords words);

    Mono<Void> list(String term);

    Mono<Void> unlist(String term);

    /**
     * Makes the lists those of a version.
     *
     * @param words by which the thing shall be found from now on; none if it shall not be
     */
    default Mono<Void> follow(long version, Set<String> words) {
        return indexed().defaultIfEmpty(IndexedWords.NONE).flatMap(before -> {
            if (before.version() > version || words.isEmpty() && before == IndexedWords.NONE) {
                return Mono.empty();
            }
            Mono<Void> lists = Flux.fromIterable(SearchTerms.of(words))
                    .flatMap(this::list, WRITES_AT_ONCE)
                    .thenMany(Flux.fromIterable(before.termsWithout(words)))
                    .flatMap(this::unlist, WRITES_AT_ONCE)
                    .then();
            IndexedWords after = new IndexedWords(version, words);
            Set<String> both = before.with(words);
            if (both.equals(words)) {
                return record(2 * version, after).then(lists);
            }
            return record(2 * version - 1, new IndexedWords(before.version(), both))
                    .then(lists)
                    .then(Mono.defer(() -> record(2 * version, after)));
        });
    }
}
