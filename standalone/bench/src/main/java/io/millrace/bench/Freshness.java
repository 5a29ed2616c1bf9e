package io.millrace.bench;

import io.millrace.standalone.load.KeepAliveConnection;
import io.millrace.standalone.load.KeepAliveConnection.Answer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Visits a link and asks for its telemetry until the visit is counted, again and again. */
@Command(name = "freshness", description = "Measures the time from a visit to its place in the telemetry.")
final class Freshness implements Callable<Integer> {
    private static final long ASK_NANOS = Duration.ofMillis(10).toNanos();
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Option(names = "--url", description = "A running Millrace (default ${DEFAULT-VALUE}).")
    private URI url = URI.create("http://localhost:8080");

    @Option(names = "--visits", description = "How many visits to follow (default ${DEFAULT-VALUE}).")
    private int visits = 50;

    private final JsonMapper json = new JsonMapper();

    @Override
    public Integer call() throws IOException {
        InetSocketAddress server = new InetSocketAddress(url.getHost(), url.getPort() < 0 ? 80 : url.getPort());
        List<Long> delays = new ArrayList<>();
        try (KeepAliveConnection connection = new KeepAliveConnection(server)) {
            String key = createLink(connection);
            for (int visit = 1; visit <= visits; visit++) {
                delays.add(follow(connection, key, visit));
            }
        }
        Collections.sort(delays);
        System.out.printf(
                "from click to rollup over %d visits: p50 %.0f ms, p99 %.0f ms, max %.0f ms%n",
                visits, at(delays, 0.5), at(delays, 0.99), at(delays, 1));
        return 0;
    }

    private String createLink(KeepAliveConnection connection) throws IOException {
        String target = "https://example.com/fresh";
        Answer answer = connection.exchange(("POST /api/v1/links HTTP/1.1\r\nHost: " + url.getAuthority()
                        + "\r\nContent-Type: text/plain\r\nAccept: text/plain\r\nContent-Length: " + target.length()
                        + "\r\n\r\n" + target)
                .getBytes(StandardCharsets.US_ASCII));
        if (answer.status() != 201) {
            throw new IOException("The link was not created: " + answer.status() + " " + answer.text());
        }
        String address = answer.text().trim();
        return address.substring(address.lastIndexOf('/') + 1);
    }

    private long follow(KeepAliveConnection connection, String key, int expected) throws IOException {
        get(connection, "/" + key);
        long visited = System.nanoTime();
        while (total(connection, key) < expected) {
            if (System.nanoTime() - visited > LIMIT.toNanos()) {
                throw new IOException("Visit " + expected + " was not counted in " + LIMIT);
            }
            LockSupport.parkNanos(ASK_NANOS);
        }
        return System.nanoTime() - visited;
    }

    private long total(KeepAliveConnection connection, String key) throws IOException {
        Answer answer = get(connection, "/api/v1/links/" + key + "/telemetry");
        return answer.status() == 200
                ? json.readTree(answer.body()).path("total").asLong()
                : 0;
    }

    private Answer get(KeepAliveConnection connection, String path) throws IOException {
        return connection.exchange(("GET " + path + " HTTP/1.1\r\nHost: " + url.getAuthority()
                        + "\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    }

    private static double at(List<Long> sorted, double share) {
        return sorted.get(Math.min(sorted.size() - 1, (int) (sorted.size() * share))) / 1e6;
    }
}
