package io.millrace.standalone.faults;

import static org.awaitility.Awaitility.await;

import io.millrace.infra.Engines;
import io.millrace.infra.S3Server;
import io.millrace.infra.local.LocalRuntime;
import io.millrace.infra.local.LocalSettings;
import io.millrace.infra.local.RuntimeListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.util.FileSystemUtils;

/** A broker, a node and where wanted an S3 server that belong to one test class, because it kills them. */
final class OwnEngines implements BeforeAllCallback, AfterAllCallback {
    private static final Duration RESTART_LIMIT = Duration.ofSeconds(60);

    private final boolean withS3;
    private Path home;
    private LocalRuntime runtime;

    OwnEngines() {
        this(false);
    }

    private OwnEngines(boolean withS3) {
        this.withS3 = withS3;
    }

    static OwnEngines withS3() {
        return new OwnEngines(true);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException, InterruptedException {
        home = Files.createTempDirectory("millrace-engines-");
        runtime = LocalRuntime.start(
                new LocalSettings(home, 0, 0, null, null, Engines.DEFAULT_DATACENTER, withS3, false),
                RuntimeListener.SILENT);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        runtime.close();
        FileSystemUtils.deleteRecursively(home.toFile());
    }

    Engines engines() {
        return runtime.engines();
    }

    S3Server s3() {
        return runtime.s3().orElseThrow();
    }

    /** The broker's process, once all engines are running. */
    ProcessHandle broker() {
        return process(0);
    }

    /** In the order in which they are started. To ask a process what it is fails where its command line is too long. */
    private ProcessHandle process(int place) {
        return await().atMost(RESTART_LIMIT)
                .until(runtime::processes, processes -> processes.size() == (withS3 ? 3 : 2))
                .get(place);
    }

    /** {@code kill -9} of the S3 server; the runtime starts it again. */
    void killS3() {
        process(2).destroyForcibly();
    }

    /** {@code kill -9} of the broker; the runtime starts it again. */
    void killBroker() {
        broker().destroyForcibly();
    }
}
