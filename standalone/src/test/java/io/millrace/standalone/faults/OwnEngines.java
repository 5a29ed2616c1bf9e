package io.millrace.standalone.faults;

import static org.awaitility.Awaitility.await;

import io.millrace.infra.Engines;
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

/** A broker and a node that belong to one test class, because it kills them. */
final class OwnEngines implements BeforeAllCallback, AfterAllCallback {
    private static final Duration RESTART_LIMIT = Duration.ofSeconds(60);

    private Path home;
    private LocalRuntime runtime;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException, InterruptedException {
        home = Files.createTempDirectory("millrace-engines-");
        runtime = LocalRuntime.start(LocalSettings.at(home), RuntimeListener.SILENT);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        runtime.close();
        FileSystemUtils.deleteRecursively(home.toFile());
    }

    Engines engines() {
        return runtime.engines();
    }

    /** The broker's process, once both engines are running. */
    ProcessHandle broker() {
        // The broker is started first. To ask a process what it is fails where its command line is too long.
        return await().atMost(RESTART_LIMIT)
                .until(runtime::processes, processes -> processes.size() == 2)
                .get(0);
    }

    /** {@code kill -9} of the broker; the runtime starts it again. */
    void killBroker() {
        broker().destroyForcibly();
    }
}
