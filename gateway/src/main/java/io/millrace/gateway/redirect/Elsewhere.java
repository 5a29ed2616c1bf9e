package io.millrace.gateway.redirect;

import io.millrace.contracts.links.LinkKey;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Knows of things beside links that have a key, and an address of their own. */
@FunctionalInterface
public interface Elsewhere {
    /** The path of what has the key; empty if nothing has. */
    Mono<String> path(LinkKey key);

    /** For a gateway that has nothing but links. */
    static Elsewhere orNowhere(@Nullable Elsewhere known) {
        return known == null ? key -> Mono.empty() : known;
    }
}
