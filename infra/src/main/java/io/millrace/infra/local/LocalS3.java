package io.millrace.infra.local;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;

/**
 * An S3 server as a child process, for those who want to see Millrace on one and for tests. It lives no longer than this
 * process, however it ends, and is started again on the same port when it dies.
 */
public final class LocalS3 implements AutoCloseable {
    private final SupervisedEngine supervised;
    private final URI endpoint;

    private LocalS3(SupervisedEngine supervised, URI endpoint) {
        this.supervised = supervised;
        this.endpoint = endpoint;
    }

    /**
     * Starts it and returns when it has answered a request.
     *
     * @param home the directory of all local state
     * @throws LocalRuntimeException when it cannot be started; the message says why
     */
    public static LocalS3 start(Path home, RuntimeListener listener) throws InterruptedException {
        try {
            Ports ports = new Ports(home);
            S3Engine engine = new S3Engine(LocalSettings.at(home), ports);
            ports.remember();
            LocalS3 server = new LocalS3(
                    new SupervisedEngine(engine, listener), URI.create("http://127.0.0.1:" + engine.port()));
            server.awaitReady();
            return server;
        } catch (IOException e) {
            throw new LocalRuntimeException("The S3 server cannot use " + home + ": " + e.getMessage(), e);
        }
    }

    private void awaitReady() throws InterruptedException {
        try {
            supervised.start().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LocalRuntimeException cause) {
                throw cause;
            }
            throw new LocalRuntimeException("The S3 server could not be started: " + e.getCause(), e);
        } catch (InterruptedException e) {
            close();
            throw e;
        }
    }

    public URI endpoint() {
        return endpoint;
    }

    public String accessKey() {
        return S3Engine.ACCESS_KEY;
    }

    public String secretKey() {
        return S3Engine.SECRET_KEY;
    }

    /** Stops it and waits until it is gone. */
    @Override
    public void close() {
        supervised.stop();
        try {
            supervised.awaitStop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
