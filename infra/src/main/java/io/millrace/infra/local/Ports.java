package io.millrace.infra.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;

/** Gives each engine ports that are free now, the same ones at every start where possible. */
final class Ports {
    /**
     * Below the range that operating systems take outgoing ports from: there a client that reconnects to a stopped
     * engine can be given the engine's own port and end up connected to itself.
     */
    private static final int LOWEST = 20_000;

    private static final int HIGHEST = 30_999;
    private static final int ATTEMPTS = 200;

    private final Path file;
    private final Properties remembered = new Properties();

    Ports(Path home) throws IOException {
        this.file = home.resolve("ports.properties");
        if (Files.exists(file)) {
            try (var reader = Files.newBufferedReader(file)) {
                remembered.load(reader);
            }
        }
    }

    /** The port {@code wanted}, or for 0 the one that {@code name} had before, or another free one. */
    int of(String name, int wanted) {
        if (wanted != 0) {
            if (!isFree(wanted)) {
                throw new LocalRuntimeException("Port " + wanted + " for " + name + " is taken by another program.");
            }
            return wanted;
        }
        int before = Integer.parseInt(remembered.getProperty(name, "0"));
        int port = before != 0 && isFree(before) ? before : anyFree();
        remembered.setProperty(name, Integer.toString(port));
        return port;
    }

    void remember() {
        try (var writer = Files.newBufferedWriter(file)) {
            remembered.store(writer, "Ports of the local engines; a port that is taken is replaced at the next start");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int anyFree() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST + 1);
            if (!remembered.containsValue(Integer.toString(port)) && isFree(port)) {
                return port;
            }
        }
        throw new LocalRuntimeException("No free port was found between " + LOWEST + " and " + HIGHEST + ".");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
