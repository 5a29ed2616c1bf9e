package io.millrace.bench;

import io.millrace.bench.FeedMix.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.function.IntFunction;

/**
 * Finds the highest rate of a mix that is sustained: everything is answered as it should be, almost all feeds within half a second of when
 * they were due, and almost all posts are readable two seconds after they were acknowledged. A rate has two tries: what is
 * compiled late, or the machine, may spoil one.
 */
final class FeedPace {
    private static final int FIRST = 60;
    private static final double GROWTH = 1.5;
    private static final double STEP_SECONDS = 8;
    private static final double ACHIEVED = 0.97;
    private static final double FEED_MILLIS = 500;
    private static final double READABLE_MILLIS = 2_000;
    private static final Duration CALM = Duration.ofSeconds(30);

    private final IntFunction<FeedLoad> loads;
    private final Arrivals arrivals;

    /** @param loads makes the load of a rate */
    FeedPace(IntFunction<FeedLoad> loads, Arrivals arrivals) {
        this.loads = loads;
        this.arrivals = arrivals;
    }

    /** Requests per second. */
    int highest() throws IOException, InterruptedException {
        int best = 0;
        int rate = FIRST;
        while (sustainedInTwoTries(rate)) {
            best = rate;
            rate = (int) Math.round(rate * GROWTH);
        }
        int between = (int) Math.round(rate / Math.sqrt(GROWTH));
        if (best > 0 && sustained(between)) {
            best = between;
        }
        if (best == 0) {
            throw new BenchException("Not even " + FIRST + " requests a second are sustained");
        }
        return best;
    }

    /** What just started, or was pushed beyond its limit a moment ago, may miss once. */
    private boolean sustainedInTwoTries(int rate) throws IOException, InterruptedException {
        boolean first = sustained(rate);
        return first || sustained(rate);
    }

    private boolean sustained(int rate) throws IOException, InterruptedException {
        FeedLoad load = loads.apply(rate).run(STEP_SECONDS);
        arrivals.awaitAll(CALM);
        boolean sustained = load.achieved() >= ACHIEVED
                && load.failed() == 0
                && load.of(Kind.FEED).millis(0.99) <= FEED_MILLIS
                && !(load.readable().millis(0.99) > READABLE_MILLIS)
                && arrivals.missing() == 0;
        System.out.printf(
                "  %d/s %s: feeds p99 %.0f ms, posts readable p99 %.0f ms%n",
                rate,
                sustained ? "sustained" : "not sustained",
                load.of(Kind.FEED).millis(0.99),
                load.readable().millis(0.99));
        return sustained;
    }
}
