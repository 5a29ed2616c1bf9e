package io.millrace.bench;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.posts.PostId;
import io.millrace.standalone.load.KeepAliveConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Somebody with very many followers posts while others do: what that does to when the posts of others are readable. */
final class FeedGiant {
    private static final Duration ASK = Duration.ofMillis(20);
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Gateway gateway;
    private final Supplier<FeedLoad> loads;
    private final Arrivals arrivals;

    /** @param loads makes the load of the others */
    FeedGiant(Gateway gateway, Supplier<FeedLoad> loads, Arrivals arrivals) {
        this.gateway = gateway;
        this.loads = loads;
        this.arrivals = arrivals;
    }

    /**
     * Measures the others alone, and then until these receivers have the post.
     *
     * @param key of who posts
     * @return how many times as long it took the others
     */
    double run(String key, int followers, List<OwnerId> receivers, int seconds)
            throws IOException, InterruptedException {
        FeedLoad alone = loads.get().run(seconds);
        arrivals.awaitAll(LIMIT);
        FeedMeters before = FeedMeters.of(gateway);
        FeedLoad meanwhile = loads.get().begin();
        Latencies giant = new Latencies();
        long begin = System.nanoTime();
        try (KeepAliveConnection connection = gateway.connect()) {
            PostId post = Gateway.postOf(
                    connection.exchange(gateway.post("/api/v1/posts", key, "{\"text\":\"To all of you\"}")));
            arrivals.expect(post, new Receivers(receivers, false), System.nanoTime(), giant);
        }
        while (giant.count() == 0) {
            if (System.nanoTime() - begin > LIMIT.toNanos()) {
                throw new BenchException("After five minutes not everybody had received the giant's post."
                        + " Is it pulled? Start Millrace with --set millrace.fanout.pull-from=100000000 for that.");
            }
            LockSupport.parkNanos(ASK.toNanos());
        }
        double took = (System.nanoTime() - begin) / 1e9;
        FeedMeters after = FeedMeters.of(gateway);
        meanwhile.end();
        arrivals.awaitAll(LIMIT);
        double ratio = meanwhile.readable().millis(0.99) / alone.readable().millis(0.99);
        System.out.printf(
                "the post of one with %d followers, readable by all that were looked at after %.1f s = %.0f/s; %s%n",
                followers, took, followers / took, after.since(before, took));
        System.out.println("  others alone      feed page " + alone.of(FeedMix.Kind.FEED));
        System.out.println("  others meanwhile  feed page " + meanwhile.of(FeedMix.Kind.FEED));
        System.out.println("  others alone      from post to readable " + alone.readable());
        System.out.println("  others meanwhile  from post to readable " + meanwhile.readable());
        System.out.printf("  p99 meanwhile is %.2f times that of the others alone%n", ratio);
        return ratio;
    }
}
