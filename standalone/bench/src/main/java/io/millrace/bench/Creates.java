package io.millrace.bench;

import io.millrace.standalone.load.KeepAliveConnection;
import io.millrace.standalone.load.KeepAliveConnection.Answer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Creates links at a fixed rate, whether or not earlier answers have come (an open loop), and measures each from the
 * moment it was due, so that a stall counts for all that it delays.
 */
@Command(
        name = "creates",
        description = "Creates links at a fixed rate; prints answers/s, latencies and duplicate keys.")
final class Creates implements Callable<Integer> {
    @Option(names = "--url", description = "A running Millrace (default ${DEFAULT-VALUE}).")
    private URI url = URI.create("http://localhost:8080");

    @Option(names = "--rate", description = "Creates per second (default ${DEFAULT-VALUE}).")
    private int rate = 1_000;

    @Option(names = "--seconds", description = "How long (default ${DEFAULT-VALUE}).")
    private int seconds = 30;

    @Option(names = "--connections", description = "How many clients (default ${DEFAULT-VALUE}).")
    private int connections = 64;

    private final Set<String> keys = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<Long> latencies = new ConcurrentLinkedQueue<>();
    private final LongAdder duplicates = new LongAdder();
    private final LongAdder failures = new LongAdder();

    @Override
    public Integer call() throws InterruptedException, ExecutionException {
        long creates = (long) rate * seconds;
        AtomicLong next = new AtomicLong();
        long start = System.nanoTime();
        ExecutorService clients = Executors.newFixedThreadPool(connections);
        List<Future<?>> running = new ArrayList<>();
        IntStream.range(0, connections)
                .forEach(i -> running.add(clients.submit(() -> {
                    create(next, creates, start);
                    return null;
                })));
        for (Future<?> client : running) {
            client.get();
        }
        clients.shutdown();
        report((System.nanoTime() - start) / 1e9);
        return duplicates.sum() == 0 && failures.sum() == 0 ? 0 : 1;
    }

    private void create(AtomicLong next, long creates, long start) throws IOException {
        InetSocketAddress server = new InetSocketAddress(url.getHost(), url.getPort() < 0 ? 80 : url.getPort());
        try (KeepAliveConnection connection = new KeepAliveConnection(server)) {
            for (long i = next.getAndIncrement(); i < creates; i = next.getAndIncrement()) {
                long due = start + i * 1_000_000_000L / rate;
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                Answer answer = connection.exchange(request(i));
                latencies.add(System.nanoTime() - due);
                if (answer.status() != 201) {
                    failures.increment();
                } else if (!keys.add(answer.text().trim())) {
                    duplicates.increment();
                }
            }
        }
    }

    private byte[] request(long i) {
        String target = "https://example.com/bench/" + i;
        return ("POST /api/v1/links HTTP/1.1\r\nHost: " + url.getAuthority()
                        + "\r\nContent-Type: text/plain\r\nAccept: text/plain\r\nContent-Length: " + target.length()
                        + "\r\n\r\n" + target)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private void report(double elapsed) {
        long[] sorted = latencies.stream().mapToLong(Long::longValue).sorted().toArray();
        System.out.printf(
                "%d creates in %.1f s = %.0f/s (asked for %d/s); failures %d; duplicate keys %d%n",
                keys.size(), elapsed, keys.size() / elapsed, rate, failures.sum(), duplicates.sum());
        System.out.printf(
                "latency from the moment due: p50 %.1f ms, p99 %.1f ms, max %.1f ms%n",
                percentile(sorted, 0.50), percentile(sorted, 0.99), percentile(sorted, 1));
    }

    private static double percentile(long[] sorted, double share) {
        return sorted.length == 0
                ? Double.NaN
                : sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))] / 1e6;
    }
}
