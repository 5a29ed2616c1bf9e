package io.millrace.bench;

import io.millrace.standalone.load.KeepAliveConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Visits links and asks for their telemetry until the visit is counted, beside a load of other visits. The visits come at
 * random moments: one that followed the last one's count would always meet the counting at the same point of its interval.
 */
@Command(
        name = "freshness",
        mixinStandardHelpOptions = true,
        description = "Measures the time from a visit to its place in the telemetry.")
final class Freshness implements Callable<Integer> {
    private static final long ASK_NANOS = Duration.ofMillis(20).toNanos();
    private static final long LONGEST_PAUSE_NANOS = Duration.ofMillis(1_500).toNanos();
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int FOLLOWERS = 4;
    private static final int CROWD_LINKS = 1_000;
    private static final int CROWD_CONNECTIONS = 8;

    @Mixin
    private Gateway gateway = new Gateway();

    @Option(names = "--visits", description = "How many visits to follow (default ${DEFAULT-VALUE}).")
    private int visits = 400;

    @Option(names = "--rate", description = "Other visits per second meanwhile (default ${DEFAULT-VALUE}).")
    private int rate = 500;

    private final Latencies delays = new Latencies();

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        OpenLoop crowd = new OpenLoop(gateway, Math.max(1, rate), CROWD_CONNECTIONS);
        List<String> links = gateway.createLinks(CROWD_LINKS);
        Thread crowding = new Thread(() -> crowd(crowd, links), "crowd");
        if (rate > 0) {
            crowding.start();
        }
        try {
            followAll();
        } finally {
            crowd.stop();
        }
        System.out.printf("from click to rollup, beside %d visits/s: %s%n", rate, delays);
        return 0;
    }

    private void followAll() throws InterruptedException, ExecutionException {
        ExecutorService followers = Executors.newFixedThreadPool(FOLLOWERS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < FOLLOWERS; i++) {
                int share = visits / FOLLOWERS + (i < visits % FOLLOWERS ? 1 : 0);
                SplittableRandom random = new SplittableRandom(i);
                running.add(followers.submit(() -> {
                    follow(share, random);
                    return null;
                }));
            }
            for (Future<?> follower : running) {
                follower.get();
            }
        } finally {
            followers.shutdownNow();
        }
    }

    private void follow(int share, SplittableRandom random) throws IOException {
        try (KeepAliveConnection connection = gateway.connect()) {
            String key = Gateway.keyOf(connection.exchange(gateway.createLink("https://example.com/fresh")));
            for (int visit = 1; visit <= share; visit++) {
                LockSupport.parkNanos(random.nextLong(LONGEST_PAUSE_NANOS));
                long begin = System.nanoTime();
                connection.exchange(gateway.get("/" + key));
                while (gateway.total(connection, "/api/v1/links/" + key + "/telemetry") < visit) {
                    if (System.nanoTime() - begin > LIMIT.toNanos()) {
                        throw new BenchException("A visit was not counted in " + LIMIT.toSeconds() + " s");
                    }
                    LockSupport.parkNanos(ASK_NANOS);
                }
                delays.add(System.nanoTime() - begin);
            }
        }
    }

    private void crowd(OpenLoop crowd, List<String> links) {
        try {
            crowd.run(
                    Long.MAX_VALUE,
                    (connection, number) ->
                            connection.exchange(gateway.get("/" + links.get((int) (number % links.size())))));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
