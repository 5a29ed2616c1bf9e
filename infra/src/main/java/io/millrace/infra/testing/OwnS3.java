package io.millrace.infra.testing;

import io.millrace.infra.S3Server;
import io.millrace.infra.local.LocalS3;
import io.millrace.infra.local.RuntimeListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An S3 server of this JVM, which ends with it and takes its objects along. */
final class OwnS3 {
    private OwnS3() {}

    static S3Server start() {
        try {
            Path home = Files.createTempDirectory("millrace-s3-");
            LocalS3 running = LocalS3.start(home, RuntimeListener.SILENT);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(running, home), "stop-s3"));
            return running.server();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the S3 server was starting", e);
        }
    }

    private static void end(LocalS3 running, Path home) {
        running.close();
        try {
            SharedHostMain.delete(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
