package io.millrace.bench;

import io.millrace.standalone.Millrace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A whole Millrace that a benchmark starts as {@code ./millrace up} does, and stops again. Its data stay in its home. */
final class OwnMillrace implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration STOP = Duration.ofMinutes(1);
    private static final Duration ASK = Duration.ofMillis(500);

    private final Path directory;
    private final Process process;

    /** @param settings as {@code --set} takes them */
    OwnMillrace(Path directory, Gateway gateway, List<String> settings) throws IOException {
        this.directory = directory;
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                Millrace.class.getName(),
                "up",
                "--home",
                directory.toString(),
                "--port",
                String.valueOf(gateway.address().getPort())));
        settings.forEach(setting -> command.addAll(List.of("--set", setting)));
        Files.createDirectories(directory);
        Path output = directory.resolve("bench.log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("MILLRACE_"));
        process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        long deadline = System.nanoTime() + START.toNanos();
        while (!Files.readString(output).contains("Millrace is ready")) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.destroy();
                throw new BenchException("Millrace did not start: see " + output);
            }
            LockSupport.parkNanos(ASK.toNanos());
        }
    }

    Home home() {
        return new Home(directory);
    }

    /** Returns when its engines have stopped too. */
    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
            throw new BenchException("Millrace does not stop");
        }
    }
}
