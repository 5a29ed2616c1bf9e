package io.millrace.bench;

import io.millrace.standalone.load.KeepAliveConnection;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Makes links that all expire at the same moment, and visits others at a fixed rate: before that moment, and from then on until
 * the last one is purged. Then looks for what is left of them. The same load in the same run on the same machine, so the ratio
 * of the latencies is what the purge costs those who visit.
 */
@Command(
        name = "purge",
        mixinStandardHelpOptions = true,
        description = "Purges links that expire together while others are visited; prints what that does to redirects.")
final class Purge implements Callable<Integer> {
    private static final Duration ASK = Duration.ofMillis(500);
    private static final Duration STALL = Duration.ofMinutes(2);
    private static final String PURGED = "millrace_expiry_purged_total{kind=\"links\"";
    private static final String APPLIED = "millrace_ingest_records_total{projection=\"links\"";
    private static final int MAKERS = 4;

    @Mixin
    private Gateway gateway = new Gateway();

    @Mixin
    private Tables tables = new Tables();

    @Option(names = "--links", description = "How many links expire (default ${DEFAULT-VALUE}).")
    private int links = 1_000_000;

    @Option(
            names = "--expire-in",
            description = "Seconds from the start to their end; by default a minute and one for each 1,500 of them."
                    + " They have to be made, and the idle redirects measured, by then.")
    private int expireIn;

    @Option(names = "--rate", description = "Visits per second (default ${DEFAULT-VALUE}).")
    private int rate = 2_000;

    @Option(names = "--connections", description = "How many visitors (default ${DEFAULT-VALUE}).")
    private int connections = 16;

    @Option(names = "--visited", description = "How many other links they visit (default ${DEFAULT-VALUE}).")
    private int visited = 1_000;

    @Option(names = "--seconds", description = "How long the idle measurement takes (default ${DEFAULT-VALUE}).")
    private int seconds = 20;

    @Option(names = "--check", description = "How many of the links to ask for afterwards (default ${DEFAULT-VALUE}).")
    private int check = 5_000;

    @Option(
            names = "--ratio",
            description = "The most that the 99th percentile may grow to, as a multiple (default ${DEFAULT-VALUE}).")
    private double ratio = 1.5;

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        List<String> targets = gateway.createLinks(visited);
        Instant begin = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Instant end =
                begin.plusSeconds(expireIn > 0 ? expireIn : 60 + links / 1_500).truncatedTo(ChronoUnit.SECONDS);
        List<String> doomed = make(end);

        visit(targets, Math.min(seconds, 10));
        Latencies idle = visit(targets, seconds);
        System.out.println("redirects before anything expires: " + idle);
        if (Instant.now().isAfter(end)) {
            throw new BenchException("The links expired before all was measured: say a longer --expire-in");
        }
        long before = gateway.metric(PURGED);
        sleepUntil(end);
        OpenLoop loop = new OpenLoop(gateway, rate, connections);
        CompletableFuture<Void> visiting = CompletableFuture.runAsync(() -> visit(loop, targets, Long.MAX_VALUE));
        double took = until(links, "Purging", () -> metric(PURGED) - before);
        loop.stop();
        visiting.get();
        System.out.println("redirects while they are purged: " + loop.latencies());
        double grown = loop.latencies().millis(0.99) / idle.millis(0.99);
        System.out.printf(
                "purged %d links in %.1f s = %.0f/s; p99 %.2f times that of the idle Millrace, p50 %.2f times%n",
                links, took, links / took, grown, loop.latencies().millis(0.5) / idle.millis(0.5));

        long left = tables.left(begin, end, doomed, check);
        long wrong = notGone(doomed);
        System.out.printf(
                "left in the tables: %d; wrong answers of %d asked for: %d; visits without an answer: %d%n",
                left, Math.min(check, links), wrong, loop.broken());
        return left + wrong + loop.broken() == 0 && grown <= ratio ? 0 : 1;
    }

    /** Makes the links and returns their keys when the view has them. */
    private List<String> make(Instant end) throws IOException, InterruptedException, ExecutionException {
        long before = gateway.metric(APPLIED);
        long started = System.nanoTime();
        List<CompletableFuture<List<String>>> makers = new ArrayList<>();
        for (int i = 0; i < MAKERS; i++) {
            int share = links / MAKERS + (i < links % MAKERS ? 1 : 0);
            makers.add(CompletableFuture.supplyAsync(() -> {
                try {
                    return gateway.createLinks(share, end);
                } catch (IOException e) {
                    throw new BenchException("Not all links could be made", e);
                }
            }));
        }
        List<String> keys = new ArrayList<>(links);
        for (CompletableFuture<List<String>> maker : makers) {
            keys.addAll(maker.get());
        }
        double made = (System.nanoTime() - started) / 1e9;
        double more = until(links, "Writing the links to the tables", () -> metric(APPLIED) - before);
        System.out.printf("made %d links in %.1f s, in the tables %.1f s later%n", links, made, more);
        return keys;
    }

    private Latencies visit(List<String> targets, int forSeconds) {
        OpenLoop loop = new OpenLoop(gateway, rate, connections);
        visit(loop, targets, (long) rate * forSeconds);
        return loop.latencies();
    }

    private void visit(OpenLoop loop, List<String> targets, long visits) {
        try {
            loop.run(visits, (connection, number) -> {
                int status = connection
                        .exchange(gateway.get("/" + targets.get((int) (number % targets.size()))))
                        .status();
                if (status != 302) {
                    throw new IOException("A visit was answered " + status);
                }
            });
        } catch (IOException e) {
            throw new BenchException("There is no Millrace to visit any more", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private long notGone(List<String> doomed) throws IOException {
        long wrong = 0;
        try (KeepAliveConnection connection = gateway.connect()) {
            for (String key : Tables.some(doomed, check)) {
                wrong += connection.exchange(gateway.get("/" + key)).status() == 410 ? 0 : 1;
            }
            // Whose links they were still gets a list, though it has to be found among what is gone.
            int status = connection.exchange(gateway.get("/api/v1/links")).status();
            if (status != 200) {
                System.out.println("the owner's list is answered " + status);
                wrong++;
            }
        }
        return wrong;
    }

    private long metric(String name) {
        try {
            return gateway.metric(name);
        } catch (IOException e) {
            throw new BenchException("Millrace does not tell its metrics", e);
        }
    }

    /** Waits for a count and says how many seconds that took. */
    private static double until(long wanted, String what, LongSupplier count) {
        long started = System.nanoTime();
        long changed = started;
        long last = -1;
        for (long now = count.getAsLong(); now < wanted; now = count.getAsLong()) {
            if (now > last) {
                last = now;
                changed = System.nanoTime();
            } else if (System.nanoTime() - changed > STALL.toNanos()) {
                throw new BenchException(what + " stands still at " + now + " of " + wanted);
            }
            LockSupport.parkNanos(ASK.toNanos());
        }
        return (System.nanoTime() - started) / 1e9;
    }

    private static void sleepUntil(Instant moment) {
        for (Instant now = Instant.now(); now.isBefore(moment); now = Instant.now()) {
            LockSupport.parkNanos(Duration.between(now, moment).toNanos());
        }
    }
}
