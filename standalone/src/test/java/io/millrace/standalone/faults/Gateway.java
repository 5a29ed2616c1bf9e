package io.millrace.standalone.faults;

import static org.awaitility.Awaitility.await;

import io.millrace.standalone.testing.Client;
import io.millrace.standalone.testing.FreePort;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/** A gateway's process and the door to it. */
final class Gateway {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final String BACKLOG = "millrace_clicks_backlog_bytes ";

    private final int port = FreePort.find();
    private final Client client = new Client(port);
    private final Client management;
    private final JavaProcess process;

    /** Starts the gateway's process on two ports. */
    interface Starter {
        JavaProcess start(int port, int managementPort);
    }

    Gateway(Starter starter) {
        int managementPort = FreePort.find();
        management = new Client(managementPort);
        process = starter.start(port, managementPort);
        awaitUp();
    }

    Client client() {
        return client;
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    void kill() {
        process.kill();
    }

    void restart() {
        process.restart();
        awaitUp();
    }

    /** Waits until it may be sent requests: it knows what the log had when it was started. */
    void awaitReady() {
        await().atMost(START_LIMIT).until(() -> {
            try {
                return management.get("/actuator/health/readiness").statusCode() == 200;
            } catch (UncheckedIOException e) {
                return false;
            }
        });
    }

    /** Whether all that its journal holds has been acknowledged by the broker. */
    boolean hasShippedAll() {
        return management
                .get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith(BACKLOG))
                .anyMatch(line -> Double.parseDouble(line.substring(BACKLOG.length())) == 0);
    }

    private void awaitUp() {
        await().atMost(START_LIMIT).until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("The gateway has ended: " + process.output());
            }
            return client.isUp();
        });
    }
}
