package io.millrace.infra.testing;

import io.millrace.infra.Engines;
import io.millrace.infra.local.ClassPaths;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * Finds or starts the process that holds the engines of this build. Test JVMs come and go, one for each module, so the
 * engines belong to a process of their own that ends with the build.
 */
final class SharedHost {
    private static final long START_LIMIT_NANOS = TimeUnit.MINUTES.toNanos(4);

    private SharedHost() {}

    static Engines engines() {
        ProcessHandle build = build();
        Path directory = ClassPaths.root().resolve("target/engines-" + build.pid());
        try {
            Files.createDirectories(directory);
            // One test JVM starts the host; others of the same build wait for it here.
            try (FileChannel channel = FileChannel.open(
                            directory.resolve("start.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                Path state = directory.resolve(SharedHostMain.STATE);
                Optional<Engines> running = read(state);
                return running.isPresent() ? running.get() : start(directory, state, build);
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

    private static Engines start(Path directory, Path state, ProcessHandle build)
            throws IOException, InterruptedException {
        Path arguments = directory.resolve("host.args");
        Files.writeString(
                arguments, "-cp\n\"" + System.getProperty("java.class.path").replace("\\", "\\\\") + "\"\n");
        Path log = directory.resolve("host.log");
        Process host = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx96m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "@" + arguments,
                        SharedHostMain.class.getName(),
                        directory.toString(),
                        Long.toString(build.pid()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        host.getOutputStream().close();
        long deadline = System.nanoTime() + START_LIMIT_NANOS;
        while (!host.waitFor(100, TimeUnit.MILLISECONDS)) {
            Optional<Engines> running = read(state);
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

    private static Optional<Engines> read(Path state) throws IOException {
        if (!Files.exists(state)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(state)) {
            properties.load(reader);
        }
        boolean alive = ProcessHandle.of(Long.parseLong(properties.getProperty("host")))
                .map(ProcessHandle::isAlive)
                .orElse(false);
        return alive
                ? Optional.of(new Engines(
                        properties.getProperty("kafka"),
                        properties.getProperty("cassandra"),
                        properties.getProperty("datacenter")))
                : Optional.empty();
    }
}
