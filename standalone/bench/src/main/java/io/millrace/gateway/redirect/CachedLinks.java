package io.millrace.gateway.redirect;

import io.millrace.bench.SampleLinks;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;

/** A cache with many links, and their keys. */
final class CachedLinks {
    private static final int LINKS = 100_000;

    private final List<String> keys = new ArrayList<>(LINKS);
    private final RedirectCache cache =
            new RedirectCache(key -> Mono.empty(), Runtime.getRuntime().maxMemory() / 2, Clock.systemUTC());

    CachedLinks() {
        SampleLinks samples = new SampleLinks();
        for (int n = 0; n < LINKS; n++) {
            keys.add(samples.key(n).value());
            cache.put(samples.link(n));
        }
    }

    RedirectCache cache() {
        return cache;
    }

    /** Goes through all keys, again and again. */
    String key(int n) {
        return keys.get(n % LINKS);
    }
}
