package io.millrace.standalone.demo;

import io.millrace.standalone.load.KeepAliveConnection;
import io.millrace.standalone.load.KeepAliveConnection.Answer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/**
 * Creates some thousand links and visits them as people would: a few links get most visits (Zipf), visitors come back, come
 * from many countries and places, and some are programs; the rate swells and ebbs, and now and then one link takes off.
 */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Feeds a running Millrace a realistic stream of links and visits, to see the dashboard alive.")
public final class Demo implements Callable<Integer> {
    private static final int BATCH = 1_000;
    private static final int CONNECTIONS = 4;
    private static final double POPULARITY = 1.05;
    private static final long SWELL_SECONDS = 90;
    private static final double VIRAL_SHARE = 0.25;
    private static final long VIRAL_SECONDS = 20;

    @Option(names = "--url", description = "Where Millrace is (default ${DEFAULT-VALUE}).")
    private URI url = URI.create(
            "http://localhost:" + (System.getenv("MILLRACE_PORT") == null ? "8080" : System.getenv("MILLRACE_PORT")));

    @Option(names = "--links", description = "How many links to create (default ${DEFAULT-VALUE}).")
    private int links = 2_000;

    @Option(names = "--rate", description = "Visits per second on average (default ${DEFAULT-VALUE}).")
    private int rate = 200;

    @Option(names = "--for", description = "How long, for example PT1M; until stopped when left out.")
    private @Nullable Duration time;

    @Option(names = "--seed", description = "The same seed makes the same stream (default ${DEFAULT-VALUE}).")
    private long seed = 1;

    private final JsonMapper json = new JsonMapper();
    private final AtomicLong visits = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();

    @Override
    public Integer call() throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        InetSocketAddress server = new InetSocketAddress(url.getHost(), url.getPort() < 0 ? 80 : url.getPort());
        List<String> keys = createLinks(server);
        System.out.printf(
                "%d links created. Visiting them %d times a second; see %s/dashboard%n", keys.size(), rate, url);
        Weighted<String> popular = Weighted.zipf(keys, POPULARITY);
        Audience audience = new Audience(DemoData.load(), Math.max(500, rate * 20), random.split());
        AtomicReference<String> viral = new AtomicReference<>(keys.get(0));
        long end = time == null ? Long.MAX_VALUE : System.nanoTime() + time.toNanos();
        List<Thread> visitors = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            SplittableRandom own = random.split();
            Thread visitor = new Thread(() -> visit(server, popular, audience, viral, own, end), "demo-" + i);
            visitor.start();
            visitors.add(visitor);
        }
        SplittableRandom taste = random.split();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(Math.min(Duration.ofSeconds(VIRAL_SECONDS).toNanos(), end - System.nanoTime()));
            viral.set(keys.get(taste.nextInt(keys.size())));
            System.out.printf("%d visits, %d failed%n", visits.get(), failures.get());
        }
        for (Thread visitor : visitors) {
            visitor.join();
        }
        return failures.get() == 0 ? 0 : 1;
    }

    private List<String> createLinks(InetSocketAddress server) throws IOException {
        List<String[]> targets = DemoData.lines("targets.txt").stream()
                .map(line -> line.split("\\|"))
                .toList();
        List<String> keys = new ArrayList<>();
        try (KeepAliveConnection connection = new KeepAliveConnection(server)) {
            for (int from = 0; from < links; from += BATCH) {
                StringBuilder lines = new StringBuilder();
                for (int n = from; n < Math.min(links, from + BATCH); n++) {
                    String[] target = targets.get(n % targets.size());
                    lines.append(json.writeValueAsString(json.createObjectNode()
                                    .put("title", target[0].replace("{n}", String.valueOf(n)))
                                    .put("target", target[1].replace("{n}", String.valueOf(n)))
                                    .set("tags", json.valueToTree(List.of(target[2].split(","))))))
                            .append('\n');
                }
                keys.addAll(createBatch(connection, lines.toString()));
            }
        }
        return keys;
    }

    private List<String> createBatch(KeepAliveConnection connection, String lines) throws IOException {
        byte[] body = lines.getBytes(StandardCharsets.UTF_8);
        Answer answer = connection.exchange(("POST /api/v1/links/bulk HTTP/1.1\r\nHost: " + url.getAuthority()
                        + "\r\nContent-Type: application/x-ndjson\r\nContent-Length: " + body.length + "\r\n\r\n"
                        + lines)
                .getBytes(StandardCharsets.UTF_8));
        if (answer.status() != 200) {
            throw new IOException("The links were not created: " + answer.status() + " " + answer.text());
        }
        return answer.text()
                .lines()
                .map(line -> json.readTree(line).path("key").asString())
                .filter(key -> !key.isEmpty())
                .toList();
    }

    private void visit(
            InetSocketAddress server,
            Weighted<String> popular,
            Audience audience,
            AtomicReference<String> viral,
            RandomGenerator random,
            long end) {
        while (System.nanoTime() < end) {
            try (KeepAliveConnection connection = new KeepAliveConnection(server)) {
                while (System.nanoTime() < end) {
                    LockSupport.parkNanos(pause(random));
                    String key = random.nextDouble() < VIRAL_SHARE ? viral.get() : popular.draw(random);
                    Answer answer = connection.exchange(("GET /" + key + " HTTP/1.1\r\nHost: " + url.getAuthority()
                                    + "\r\n" + audience.visit(random) + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
                    (answer.status() == 302 ? visits : failures).incrementAndGet();
                }
            } catch (IOException e) {
                failures.incrementAndGet();
                LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            }
        }
    }

    /** The time to the next visit of one connection: a Poisson stream whose rate swells and ebbs by a third. */
    private long pause(RandomGenerator random) {
        double phase = 2
                * Math.PI
                * System.nanoTime()
                / Duration.ofSeconds(SWELL_SECONDS).toNanos();
        double now = rate * (1 + Math.sin(phase) / 3) / CONNECTIONS;
        return (long) (random.nextExponential() / now * 1e9);
    }
}
