package io.millrace.standalone.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Visits short addresses at random over many connections until a number of redirects were answered. A connection that
 * breaks is opened again, so that the load outlives the server; what was asked on it and never answered is counted apart.
 */
public final class RedirectLoad {
    private static final long RECONNECT_NANOS = Duration.ofMillis(20).toNanos();

    private final InetSocketAddress server;
    private final List<String> keys;
    private final int connections;
    private final long seed;
    private final LongAdder answered = new LongAdder();
    private final LongAdder unanswered = new LongAdder();
    private final LongAdder refused = new LongAdder();

    /**
     * @param server where the gateway listens
     * @param keys the keys to visit, each as likely as the others
     * @param connections how many visitors at a time
     * @param seed chooses the order of the visits
     */
    public RedirectLoad(InetSocketAddress server, List<String> keys, int connections, long seed) {
        this.server = server;
        this.keys = List.copyOf(keys);
        this.connections = connections;
        this.seed = seed;
    }

    /**
     * What came back.
     *
     * @param answered visits answered with 302
     * @param unanswered visits that were sent and got no whole answer, because the server went away
     * @param refused visits answered with anything but 302
     */
    public record Result(long answered, long unanswered, long refused) {}

    /** How many visits were answered with 302 so far. */
    public long answered() {
        return answered.sum();
    }

    /**
     * Runs until that many visits were answered with 302.
     *
     * @throws IllegalStateException if the load did not get there in time
     */
    public Result run(long redirects, Duration limit) throws InterruptedException {
        AtomicLong left = new AtomicLong(redirects);
        long deadline = System.nanoTime() + limit.toNanos();
        CountDownLatch done = new CountDownLatch(connections);
        SplittableRandom seeds = new SplittableRandom(seed);
        for (int i = 0; i < connections; i++) {
            SplittableRandom random = seeds.split();
            Thread visitor = new Thread(() -> visit(random, left, deadline, done), "visitor-" + i);
            visitor.setDaemon(true);
            visitor.start();
        }
        boolean finished = done.await(limit.toMillis() + 15_000, TimeUnit.MILLISECONDS);
        if (!finished || left.get() > 0) {
            throw new IllegalStateException(
                    "Only " + answered.sum() + " of " + redirects + " redirects were answered in " + limit);
        }
        return new Result(answered.sum(), unanswered.sum(), refused.sum());
    }

    private void visit(SplittableRandom random, AtomicLong left, long deadline, CountDownLatch done) {
        try {
            while (left.get() > 0 && System.nanoTime() < deadline) {
                try (KeepAliveConnection connection = new KeepAliveConnection(server)) {
                    visitUntilBroken(connection, random, left, deadline);
                } catch (IOException e) {
                    // The server is away: that is what this load is there to outlive.
                    LockSupport.parkNanos(RECONNECT_NANOS);
                }
            }
        } finally {
            done.countDown();
        }
    }

    private void visitUntilBroken(
            KeepAliveConnection connection, SplittableRandom random, AtomicLong left, long deadline)
            throws IOException {
        while (System.nanoTime() < deadline && left.getAndDecrement() > 0) {
            byte[] request = request(keys.get(random.nextInt(keys.size())));
            int status;
            try {
                status = connection.exchange(request).status();
            } catch (IOException e) {
                left.incrementAndGet();
                unanswered.increment();
                throw e;
            }
            if (status == 302) {
                answered.increment();
            } else {
                left.incrementAndGet();
                refused.increment();
            }
        }
    }

    private byte[] request(String key) {
        return ("GET /" + key + " HTTP/1.1\r\nHost: " + server.getHostString() + ":" + server.getPort()
                        + "\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0\r\n"
                        + "Referer: https://news.example.org/today\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
