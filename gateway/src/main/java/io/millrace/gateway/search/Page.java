package io.millrace.gateway.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of what was found. It may be short, even empty, although there is more: what is looked at for one page is bounded.
 *
 * @param next where the next page begins; null if this is the last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Page<T, P>(List<T> items, @Nullable P next) {
    /** A thing that was looked at, and what it is if it belongs. */
    record Candidate<T, P>(P position, @Nullable T item) {}

    /**
     * @param candidates what was looked at, in order
     * @param limit the most items of the page
     * @param scanned the most candidates that there can be
     */
    static <T, P> Page<T, P> cut(List<Candidate<T, P>> candidates, int limit, int scanned) {
        List<T> found = new ArrayList<>();
        P last = null;
        for (Candidate<T, P> candidate : candidates) {
            if (found.size() == limit) {
                return new Page<>(found, last);
            }
            if (candidate.item() != null) {
                found.add(candidate.item());
            }
            last = candidate.position();
        }
        return new Page<>(found, candidates.size() == scanned ? last : null);
    }
}
