package io.millrace.analytics.agents;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.millrace.contracts.telemetry.Dimension;
import org.jspecify.annotations.Nullable;

/** Reads {@code User-Agent} headers, remembering those seen lately. Thread-safe; never fails, whatever the header holds. */
public final class Agents {
    private static final Agent NONE = new Agent(Dimension.UNKNOWN, Dimension.UNKNOWN, Dimension.UNKNOWN, false);

    private final LoadingCache<String, Agent> seen;

    /** @param characters how much is remembered, in characters of headers; a header has 100 to 512 */
    public Agents(long characters) {
        this.seen = Caffeine.newBuilder()
                .maximumWeight(characters)
                .weigher((String header, Agent agent) -> header.length())
                .build(AgentTable::read);
    }

    /** What the header says; null for none. */
    public Agent of(@Nullable String userAgent) {
        return userAgent == null || userAgent.isEmpty() ? NONE : seen.get(userAgent);
    }
}
