package io.millrace.infra.local;

import io.millrace.infra.S3Server;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;

/**
 * An S3 server alone as a child process, for tests. It lives no longer than this
 * process, however it ends, and is started again on the same port when it dies.
 */
public final class LocalS3 implements AutoCloseable {
    private final SupervisedEngine supervised;
    private final S3Server server;

    private LocalS3(SupervisedEngine supervised, S3Server server) {
        this.supervised = supervised;
        this.server = server;
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
            LocalS3 server = new LocalS3(new SupervisedEngine(engine, listener), engine.server());
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

    /** Where it is. */
    public S3Server server() {
        return server;
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
