package io.millrace.gateway.links;

import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import io.millrace.storage.links.IndexEntry;
import io.millrace.storage.links.IndexPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Pages of an owner's things from an index that may lag: each entry is looked up, and those that no longer belong are left out. */
public final class Listing {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 200;
    static final int READS_AT_ONCE = 32;

    private Listing() {}

    /**
     * One page.
     *
     * @param next where the next page begins; null if this is the last
     */
    public record Page<T>(List<T> items, @Nullable IndexPosition next) {}

    private record Candidate<T>(IndexEntry entry, Optional<T> item) {}

    /**
     * Makes a page.
     *
     * @param entries of the index, from where the page begins
     * @param lookup gives what an entry stands for; empty if it no longer belongs
     * @param limit the most items of the page
     * @param scanned the most entries that there can be
     */
    public static <T> Mono<Page<T>> page(
            Flux<IndexEntry> entries, Function<IndexEntry, Mono<T>> lookup, int limit, int scanned) {
        return entries.flatMapSequential(
                        entry -> lookup.apply(entry)
                                .map(Optional::of)
                                .defaultIfEmpty(Optional.empty())
                                .map(item -> new Candidate<>(entry, item)),
                        READS_AT_ONCE)
                .collectList()
                .map(candidates -> cut(candidates, limit, scanned));
    }

    private static <T> Page<T> cut(List<Candidate<T>> candidates, int limit, int scanned) {
        List<T> found = new ArrayList<>();
        IndexPosition last = null;
        for (Candidate<T> candidate : candidates) {
            if (found.size() == limit) {
                return new Page<>(found, last);
            }
            candidate.item().ifPresent(found::add);
            last = candidate.entry().position();
        }
        return new Page<>(found, candidates.size() == scanned ? last : null);
    }

    /** The parameter {@code limit} of a request. */
    public static int limit(ServerRequest request) {
        String text = request.queryParam("limit").orElse(null);
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MAX_LIMIT) {
            throw Problem.ofField(ProblemType.INVALID_PARAMETER, "limit", "\"limit\" is 1 to " + MAX_LIMIT);
        }
        return Integer.parseInt(text);
    }
}
