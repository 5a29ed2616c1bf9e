package io.millrace.infra.testing;

import io.millrace.infra.local.ClassPaths;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Finds or starts the process that holds the engines of this build. Test JVMs come and go, one for each module, so the
 * engines belong to a process of their own that ends with the build. They are child processes of it, or containers where the
 * build's profile says so.
 */
final class SharedHost {
    private static final long START_LIMIT_NANOS = TimeUnit.MINUTES.toNanos(4);

    /** The system property that the Maven profile {@code containers} sets for tests. */
    private static final String CONTAINERS = "millrace.test.containers";

    private SharedHost() {}

    static boolean hasContainers() {
        return Boolean.getBoolean(CONTAINERS);
    }

    static HostState find() {
        ProcessHandle build = build();
        Path directory = ClassPaths.root().resolve("target/engines-" + build.pid());
        try {
            Files.createDirectories(directory);
            // One test JVM starts the host; others of the same build wait for it here.
            try (FileChannel channel = FileChannel.open(
                            directory.resolve("start.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                Optional<HostState> running = HostState.read(directory);
                return running.isPresent() ? running.get() : start(directory, build);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the engines were starting", e);
        }
    }

    /** The nearest Maven above this JVM, or this JVM itself, for example in an editor. */
    private static ProcessHandle build() {
        ProcessHandle self = ProcessHandle.current();
        Optional<ProcessHandle> ancestor = self.parent();
        while (ancestor.isPresent()) {
            if (isMaven(ancestor.get())) {
                return ancestor.get();
            }
            ancestor = ancestor.get().parent();
        }
        return self;
    }

    private static boolean isMaven(ProcessHandle process) {
        return List.of(process.info().arguments().orElse(new String[0])).stream()
                .anyMatch(argument -> argument.startsWith("org.codehaus.plexus.classworlds"));
    }

    private static HostState start(Path directory, ProcessHandle build) throws IOException, InterruptedException {
        Path log = directory.resolve("host.log");
        Process host = new ProcessBuilder(command(directory, build))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        host.getOutputStream().close();
        long deadline = System.nanoTime() + START_LIMIT_NANOS;
        while (!host.waitFor(100, TimeUnit.MILLISECONDS)) {
            Optional<HostState> running = HostState.read(directory);
            if (running.isPresent()) {
                return running.get();
            }
            if (System.nanoTime() > deadline) {
                host.destroy();
                throw new IllegalStateException("The engines were not ready in time; see " + log);
            }
        }
        throw new IllegalStateException("The engines could not be started: " + Files.readString(log));
    }

    private static List<String> command(Path directory, ProcessHandle build) throws IOException {
        // A class path is too long for a command line.
        Path arguments = directory.resolve("host.args");
        Files.writeString(arguments, "-cp\n\"" + classPath().replace("\\", "\\\\") + "\"\n");
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "@" + arguments,
                hasContainers() ? "io.millrace.infra.containers.ContainersMain" : SharedHostMain.class.getName(),
                directory.toString(),
                Long.toString(build.pid()));
    }

    /** What containers need is on a class path of its own, like that of an engine. */
    private static String classPath() {
        return hasContainers()
                ? ClassPaths.root().resolve("infra/engines/containers/target/classes")
                        + File.pathSeparator
                        + ClassPaths.of("containers")
                : System.getProperty("java.class.path");
    }
}
