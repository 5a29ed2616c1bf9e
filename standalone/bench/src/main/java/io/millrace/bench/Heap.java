package io.millrace.bench;

import io.millrace.gateway.redirect.RedirectCache;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import reactor.core.publisher.Mono;

/** Fills the gateway's cache and looks at what the heap holds then; the launcher gives it the 512 MB that a gateway has. */
@Command(
        name = "heap",
        mixinStandardHelpOptions = true,
        description = "Puts a million links into the redirect cache of a 512 MB heap; prints what they take.")
final class Heap implements Callable<Integer> {
    /** The share of the heap that the gateway gives to the cache when nothing is configured. */
    private static final double CACHE_SHARE = 0.6;

    private static final int COLLECTIONS = 3;
    private static final double MB = 1 << 20;

    @Option(names = "--links", description = "How many links (default ${DEFAULT-VALUE}).")
    private int links = 1_000_000;

    @Override
    public Integer call() {
        double limit = Runtime.getRuntime().maxMemory();
        long before = retained();
        RedirectCache cache = new RedirectCache(key -> Mono.empty(), (long) (limit * CACHE_SHARE), Clock.systemUTC());
        SampleLinks samples = new SampleLinks();
        for (int n = 0; n < links; n++) {
            cache.put(samples.link(n));
        }
        long after = retained();
        long held = cache.size();
        System.out.printf(
                "%d of %d links held; heap %.0f MB before, %.0f MB after, limit %.0f MB: %.2f of it; %.0f bytes a link%n",
                held, links, before / MB, after / MB, limit / MB, after / limit, (double) (after - before) / held);
        return held == links ? 0 : 1;
    }

    /** What is reachable, in bytes. */
    private static long retained() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
