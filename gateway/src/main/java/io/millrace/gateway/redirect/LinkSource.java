package io.millrace.gateway.redirect;

import io.millrace.contracts.links.LinkKey;
import reactor.core.publisher.Mono;

/** Where the cache reads what it does not hold. */
@FunctionalInterface
public interface LinkSource {
    /**
     * Reads a link.
     *
     * @return the link, or {@link CachedLink#deleted}, or nothing if no link has the key; an error if it cannot be told
     */
    Mono<CachedLink> load(LinkKey key);
}
