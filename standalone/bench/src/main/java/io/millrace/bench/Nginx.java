package io.millrace.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** An nginx of our own that answers everything in the same way: what Millrace is measured against. */
final class Nginx implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(10);
    private static final long POLL_NANOS = Duration.ofMillis(20).toNanos();

    private final Process process;
    private final Thread ending = new Thread(this::end);
    private final int port;

    private Nginx(Process process, int port) {
        this.process = process;
        this.port = port;
        Runtime.getRuntime().addShutdownHook(ending);
    }

    /**
     * Starts it on a free port of the loopback interface.
     *
     * @param directory for its configuration, log and temporary files
     * @param behaviour how it answers, as directives of a location
     */
    static Nginx start(Path directory, String behaviour) throws IOException {
        String program = Programs.find("nginx", "nginx-light");
        int port = freePort();
        Path configuration =
                Files.writeString(directory.resolve("nginx.conf"), configuration(directory, port, behaviour));
        Path log = directory.resolve("nginx.log");
        Process process = new ProcessBuilder(
                        program, "-p", directory.toString(), "-e", log.toString(), "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        Nginx nginx = new Nginx(process, port);
        nginx.awaitStart(log);
        return nginx;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(ending);
        end();
    }

    private void end() {
        process.destroy();
        try {
            if (!process.waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitStart(Path log) throws IOException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                close();
                throw new BenchException("nginx did not start: " + Files.readString(log));
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 250);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String configuration(Path directory, int port, String behaviour) {
        return """
                daemon off;
                worker_processes auto;
                pid %1$s/nginx.pid;
                events { worker_connections 1024; }
                http {
                  access_log off;
                  default_type text/plain;
                  sendfile on;
                  open_file_cache max=100;
                  keepalive_requests 1000000000;
                  client_body_temp_path %1$s/body;
                  proxy_temp_path %1$s/proxy;
                  fastcgi_temp_path %1$s/fastcgi;
                  uwsgi_temp_path %1$s/uwsgi;
                  scgi_temp_path %1$s/scgi;
                  server {
                    listen 127.0.0.1:%2$d;
                    location / { %3$s }
                  }
                }
                """.formatted(directory, port, behaviour);
    }
}
