package io.millrace.bench;

import io.millrace.standalone.load.KeepAliveConnection;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.locks.LockSupport;

/** Whether every redirect that Millrace answered is counted in the telemetry of the site, once. Nobody else may visit. */
final class CountCheck {
    private static final long ASK_NANOS = Duration.ofMillis(500).toNanos();
    private static final Duration STABLE = Duration.ofSeconds(30);
    /** Redirects by the fast lane and by the ordinary route, as the gateway counts them when it answers. */
    private static final String[] REDIRECTS = {
        "millrace_redirects_total{outcome=\"fast\"", "millrace_redirects_total{outcome=\"ordinary\""
    };

    private final Gateway gateway;
    private final String report;
    private final long answeredBefore;
    private final long countedBefore;

    CountCheck(Gateway gateway) throws IOException {
        this.gateway = gateway;
        this.report = "/api/v1/site/telemetry?from=" + Instant.now().truncatedTo(ChronoUnit.HOURS);
        try (KeepAliveConnection connection = gateway.connect()) {
            this.answeredBefore = answered();
            this.countedBefore = gateway.total(connection, report);
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
        long counted;
        try (KeepAliveConnection connection = gateway.connect()) {
            answered = answered() - answeredBefore;
            counted = awaitStable(connection, answered);
        }
        System.out.printf(
                "received %d redirects, answered %d, counted %d after %.0f s: %s%n",
                received,
                answered,
                counted,
                (System.nanoTime() - begin) / 1e9,
                counted == answered ? "exact" : "WRONG by " + (counted - answered));
        return counted == answered && received <= answered && answered <= received + unread;
    }

    private long awaitStable(KeepAliveConnection connection, long answered) throws IOException {
        long counted = 0;
        long changed = System.nanoTime();
        // Once the number is reached it still has to stay: what is counted twice comes late.
        Duration patience = STABLE;
        while (System.nanoTime() - changed < patience.toNanos()) {
            LockSupport.parkNanos(ASK_NANOS);
            long now = gateway.total(connection, report) - countedBefore;
            if (now != counted) {
                counted = now;
                changed = System.nanoTime();
                patience = counted == answered ? STABLE.dividedBy(6) : STABLE;
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
