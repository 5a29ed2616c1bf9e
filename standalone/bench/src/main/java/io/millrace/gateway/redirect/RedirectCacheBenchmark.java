package io.millrace.gateway.redirect;

import io.millrace.bench.MicroBenchmark;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;

/** Finding one of 100,000 links that are held; the baseline is a map that never forgets. */
public class RedirectCacheBenchmark extends MicroBenchmark {
    private final CachedLinks links = new CachedLinks();
    private final Map<String, CachedLink> map = new ConcurrentHashMap<>(all());
    private int next;

    private Map<String, CachedLink> all() {
        Map<String, CachedLink> all = new HashMap<>();
        for (int n = 0; !all.containsKey(links.key(n)); n++) {
            CachedLink held = links.cache().peek(links.key(n));
            if (held != null) {
                all.put(links.key(n), held);
            }
        }
        return all;
    }

    @Benchmark
    public @Nullable CachedLink baseline() {
        return map.get(links.key(next()));
    }

    @Benchmark
    public @Nullable CachedLink hit() {
        return links.cache().peek(links.key(next()));
    }

    private int next() {
        next = next + 1 & Integer.MAX_VALUE;
        return next;
    }
}
