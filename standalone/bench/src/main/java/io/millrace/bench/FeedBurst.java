package io.millrace.bench;

import io.millrace.contracts.accounts.OwnerId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Posts that are on the log all at once: how fast their deliveries get into the log, and from there into the tables. */
final class FeedBurst {
    private static final Duration ASK = Duration.ofMillis(200);
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final Gateway gateway;
    private final FeedLog log;

    FeedBurst(Gateway gateway, FeedLog log) {
        this.gateway = gateway;
        this.log = log;
    }

    /**
     * Posts and waits.
     *
     * @param authors post in turn
     * @param rows how many deliveries one turn makes
     */
    void run(List<OwnerId> authors, int turns, long rows) throws IOException {
        FeedMeters before = FeedMeters.of(gateway);
        long begin = System.nanoTime();
        for (int turn = 0; turn < turns; turn++) {
            authors.forEach(log::post);
        }
        log.flush();
        long wanted = rows * turns;
        double delivered = 0;
        double written = 0;
        while (written == 0) {
            FeedMeters now = FeedMeters.of(gateway);
            if (delivered == 0 && now.delivered() - before.delivered() >= wanted) {
                delivered = seconds(begin);
            }
            if (now.written() - before.written() >= wanted) {
                written = seconds(begin);
            }
            if (seconds(begin) > LIMIT.toSeconds()) {
                throw new BenchException("Only " + (now.written() - before.written()) + " of " + wanted
                        + " rows were written in ten minutes");
            }
            LockSupport.parkNanos(ASK.toNanos());
        }
        System.out.printf(
                "%d posts at once made %d deliveries: in the log after %.1f s = %.0f/s, in the tables after %.1f s = %.0f rows/s%n",
                authors.size() * turns, wanted, delivered, wanted / delivered, written, wanted / written);
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
