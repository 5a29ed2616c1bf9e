package io.millrace.infra.testing;

import io.millrace.infra.local.LocalRuntime;
import io.millrace.infra.local.LocalSettings;
import io.millrace.infra.local.RuntimeListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Holds the engines of one build and ends with it, taking their data along. */
public final class SharedHostMain {
    private SharedHostMain() {}

    /** Arguments: the directory to use, and the process to end with. */
    public static void main(String[] args) throws InterruptedException, IOException {
        Path directory = Path.of(args[0]);
        ProcessHandle build = ProcessHandle.of(Long.parseLong(args[1]))
                .orElseThrow(() -> new IllegalStateException("The build " + args[1] + " is over"));
        LocalRuntime runtime =
                LocalRuntime.start(LocalSettings.disposable(directory.resolve("home")), RuntimeListener.SILENT);
        Runtime.getRuntime().addShutdownHook(new Thread(runtime::close, "stop-engines"));
        new HostState(ProcessHandle.current().pid(), runtime.engines(), null).publish(directory);
        build.onExit().join();
        runtime.close();
        delete(directory);
    }

    static void delete(Path directory) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(directory)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
