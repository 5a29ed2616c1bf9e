package io.millrace.bench;

import io.millrace.standalone.load.KeepAliveConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;

/**
 * A load of a fixed rate, whether or not earlier answers have come. Each exchange is measured from the moment it was due, so
 * that a stall counts for all that it delays.
 */
final class OpenLoop {
    private static final long RECONNECT_NANOS = Duration.ofMillis(20).toNanos();

    private final Gateway gateway;
    private final int rate;
    private final int connections;
    private final AtomicLong next = new AtomicLong();
    private final Latencies latencies;
    private final LongFunction<Latencies> sorted;
    private final LongAdder broken = new LongAdder();
    private volatile boolean stopped;

    /** One request and its answer. */
    @FunctionalInterface
    interface Exchange {
        void over(KeepAliveConnection connection, long number) throws IOException;
    }

    /**
     * @param rate exchanges per second
     * @param connections how many may be under way at a time
     */
    OpenLoop(Gateway gateway, int rate, int connections) {
        this(gateway, rate, connections, new Latencies());
    }

    private OpenLoop(Gateway gateway, int rate, int connections, Latencies latencies) {
        this(gateway, rate, connections, latencies, number -> latencies);
    }

    /** @param sorted where the latency of the exchange of a number belongs */
    OpenLoop(Gateway gateway, int rate, int connections, LongFunction<Latencies> sorted) {
        this(gateway, rate, connections, new Latencies(), sorted);
    }

    private OpenLoop(Gateway gateway, int rate, int connections, Latencies latencies, LongFunction<Latencies> sorted) {
        this.gateway = gateway;
        this.rate = rate;
        this.connections = connections;
        this.latencies = latencies;
        this.sorted = sorted;
    }

    /**
     * Runs until all exchanges were made or the loop was stopped.
     *
     * @return how many seconds it took
     */
    double run(long exchanges, Exchange exchange) throws IOException, InterruptedException {
        gateway.check();
        long start = System.nanoTime();
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            Thread client = new Thread(() -> work(start, exchanges, exchange), "client-" + i);
            client.setDaemon(true);
            client.start();
            clients.add(client);
        }
        for (Thread client : clients) {
            client.join();
        }
        return (System.nanoTime() - start) / 1e9;
    }

    void stop() {
        stopped = true;
    }

    Latencies latencies() {
        return latencies;
    }

    /** How many exchanges got no whole answer. */
    long broken() {
        return broken.sum();
    }

    private void work(long start, long exchanges, Exchange exchange) {
        while (!stopped && next.get() < exchanges) {
            try (KeepAliveConnection connection = new KeepAliveConnection(gateway.address())) {
                for (long i = next.getAndIncrement(); !stopped && i < exchanges; i = next.getAndIncrement()) {
                    long due = start + i * 1_000_000_000L / rate;
                    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                        LockSupport.parkNanos(left);
                    }
                    exchange.over(connection, i);
                    sorted.apply(i).add(System.nanoTime() - due);
                }
            } catch (IOException e) {
                broken.increment();
                LockSupport.parkNanos(RECONNECT_NANOS);
            }
        }
    }
}
