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
import org.jspecify.annotations.Nullable;

/**
 * Visits short addresses at random over many connections until a number of redirects were answered. A connection that
 * breaks is opened again, so that the load outlives the server; what was asked on it and never answered is counted apart.
 */
public final class RedirectLoad {
    private static final long RECONNECT_NANOS = Duration.ofMillis(20).toNanos();
    private static final String REFERRER = "https://news.example.org/";

    private final InetSocketAddress server;
    private final List<String> keys;
    private final int connections;
    private final long seed;
    private final long pauseNanos;
    private final @Nullable Witness witness;
    private final AtomicLong visits = new AtomicLong();
    private final LongAdder answered = new LongAdder();
    private final LongAdder unanswered = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private volatile boolean stopped;

    /**
     * @param server where the gateway listens
     * @param keys the keys to visit, each as likely as the others
     * @param connections how many visitors at a time
     * @param seed chooses the order of the visits
     */
    public RedirectLoad(InetSocketAddress server, List<String> keys, int connections, long seed) {
        this(server, keys, connections, seed, 0, null);
    }

    private RedirectLoad(
            InetSocketAddress server,
            List<String> keys,
            int connections,
            long seed,
            long pauseNanos,
            @Nullable Witness witness) {
        this.server = server;
        this.keys = List.copyOf(keys);
        this.connections = connections;
        this.seed = seed;
        this.pauseNanos = pauseNanos;
        this.witness = witness;
    }

    /** The same load at no more than so many visits a second, instead of as many as there are answers. */
    public RedirectLoad atMost(int visitsPerSecond) {
        long pause = Duration.ofSeconds(connections).toNanos() / visitsPerSecond;
        return new RedirectLoad(server, keys, connections, seed, pause, witness);
    }

    /**
     * The same load, which numbers its visits from 1, puts the number at the end of their referrer, so that it can be found
     * again on the log of clicks, and tells the witness what became of each.
     */
    public RedirectLoad witnessedBy(Witness other) {
        return new RedirectLoad(server, keys, connections, seed, pauseNanos, other);
    }

    /** Hears what became of each visit, from the visitors' threads. */
    public interface Witness {
        /** The visit was answered with 302, after that time. */
        void answered(long visit, long nanos);

        /** The visit was sent and got no whole answer: whether the server took it is not known. */
        void unanswered(long visit);
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

    /** Ends the run when the visits that are under way are answered. */
    public void stop() {
        stopped = true;
    }

    /**
     * Runs until that many visits were answered with 302, or until it is stopped. A load runs once.
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
        if (!finished || (left.get() > 0 && !stopped)) {
            throw new IllegalStateException(
                    "Only " + answered.sum() + " of " + redirects + " redirects were answered in " + limit);
        }
        return new Result(answered.sum(), unanswered.sum(), refused.sum());
    }

    private boolean goesOn(long deadline) {
        return !stopped && System.nanoTime() < deadline;
    }

    private void visit(SplittableRandom random, AtomicLong left, long deadline, CountDownLatch done) {
        try {
            while (left.get() > 0 && goesOn(deadline)) {
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
        long due = System.nanoTime();
        while (goesOn(deadline) && left.getAndDecrement() > 0) {
            LockSupport.parkNanos(due - System.nanoTime());
            due = Math.max(due, System.nanoTime() - pauseNanos) + pauseNanos;
            long visit = visits.incrementAndGet();
            byte[] request = request(keys.get(random.nextInt(keys.size())), visit);
            long begin = System.nanoTime();
            int status;
            try {
                status = connection.exchange(request).status();
            } catch (IOException e) {
                left.incrementAndGet();
                unanswered.increment();
                if (witness != null) {
                    witness.unanswered(visit);
                }
                throw e;
            }
            if (status == 302) {
                answered.increment();
                if (witness != null) {
                    witness.answered(visit, System.nanoTime() - begin);
                }
            } else {
                left.incrementAndGet();
                refused.increment();
            }
        }
    }

    private byte[] request(String key, long visit) {
        String referrer = witness == null ? REFERRER : REFERRER + visit;
        return ("GET /" + key + " HTTP/1.1\r\nHost: " + server.getHostString() + ":" + server.getPort()
                        + "\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0\r\n"
                        + "Referer: " + referrer + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
