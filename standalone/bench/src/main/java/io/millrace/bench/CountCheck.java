package io.millrace.bench;

import io.millrace.standalone.load.KeepAliveConnection;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Whether every redirect that Millrace answered is counted in the telemetry of the site, once. Nobody else may visit. Clicks that
 * the journal had no room for, while the engines stood still, are not counted and are told apart.
 */
final class CountCheck {
    private static final long ASK_NANOS = Duration.ofMillis(500).toNanos();
    private static final Duration STABLE = Duration.ofSeconds(30);
    /** Redirects by the fast lane and by the ordinary route, as the gateway counts them when it answers. */
    private static final String[] REDIRECTS = {
        "millrace_redirects_total{outcome=\"fast\"", "millrace_redirects_total{outcome=\"ordinary\""
    };

    private static final String DROPPED = "millrace_clicks_dropped_total";

    private final Gateway gateway;
    private final String report;
    private final long droppedBefore;
    private final long answeredBefore;
    private final long countedBefore;

    CountCheck(Gateway gateway) throws IOException {
        this.gateway = gateway;
        this.report = "/api/v1/site/telemetry?from=" + Instant.now().truncatedTo(ChronoUnit.HOURS);
        try (KeepAliveConnection connection = gateway.connect()) {
            // What an earlier load left behind may still be on its way.
            this.countedBefore = awaitStable(connection, 0, -1);
            this.answeredBefore = answered();
            this.droppedBefore = gateway.metric(DROPPED);
        }
    }

    /**
     * Waits until all answers are counted, or the counts no longer rise, and says what it found.
     *
     * @param received redirects that the load generator has seen; it leaves the last one of each connection unread
     * @param unread how many those can be
     */
    boolean print(long received, long unread) throws IOException {
        long begin = System.nanoTime();
        long answered;
        long dropped;
        long counted;
        try (KeepAliveConnection connection = gateway.connect()) {
            answered = answered() - answeredBefore;
            dropped = gateway.metric(DROPPED) - droppedBefore;
            counted = awaitStable(connection, countedBefore, answered - dropped);
        }
        System.out.printf(
                "received %d redirects, answered %d, dropped past the journal's cap %d, counted %d after %.0f s: %s%n",
                received,
                answered,
                dropped,
                counted,
                (System.nanoTime() - begin) / 1e9,
                counted == answered - dropped ? "exact" : "WRONG by " + (counted - answered + dropped));
        return counted == answered - dropped && received <= answered && answered <= received + unread;
    }

    private long awaitStable(KeepAliveConnection connection, long before, long expected) throws IOException {
        long counted = 0;
        long changed = System.nanoTime();
        // Once the number is reached it still has to stay: what is counted twice comes late.
        Duration patience = expected < 0 ? STABLE.dividedBy(6) : STABLE;
        while (System.nanoTime() - changed < patience.toNanos()) {
            LockSupport.parkNanos(ASK_NANOS);
            long now = gateway.total(connection, report) - before;
            if (now != counted) {
                counted = now;
                changed = System.nanoTime();
                patience = counted == expected || expected < 0 ? STABLE.dividedBy(6) : STABLE;
            }
        }
        return counted;
    }

    private long answered() throws IOException {
        long sum = 0;
        for (String name : REDIRECTS) {
            sum += gateway.metric(name);
        }
        return sum;
    }
}
