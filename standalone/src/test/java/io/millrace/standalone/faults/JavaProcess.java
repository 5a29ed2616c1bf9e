package io.millrace.standalone.faults;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A main class of this class path as a process of its own, which can be killed and started again. */
final class JavaProcess implements AutoCloseable {
    private static final long STOP_SECONDS = 60;

    private final List<String> command;
    private final Path log;
    private Process process;

    private JavaProcess(List<String> command, Path log) {
        this.command = command;
        this.log = log;
        this.process = launch();
    }

    /**
     * Starts it.
     *
     * @param directory where its output goes, as {@code <name>.log}
     * @param heap the most heap it may take, for example {@code 192m}
     */
    static JavaProcess start(Path directory, String name, String heap, Class<?> main, List<String> arguments) {
        try {
            Files.createDirectories(directory);
            // A class path is too long for a command line.
            Path classPath = Files.writeString(
                    directory.resolve(name + ".args"),
                    "-cp\n\"" + System.getProperty("java.class.path").replace("\\", "\\\\") + "\"\n");
            List<String> command = new ArrayList<>(List.of(
                    // A build in the background has Ctrl-C ignored, and would hand that on.
                    "env",
                    "--default-signal=INT",
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx" + heap,
                    "-XX:TieredStopAtLevel=1",
                    "@" + classPath,
                    main.getName()));
            command.addAll(arguments);
            return new JavaProcess(List.copyOf(command), directory.resolve(name + ".log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process launch() {
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .redirectInput(new File("/dev/null"));
            // What points this build's tests to shared engines is not for those who start their own.
            builder.environment().keySet().removeIf(name -> name.startsWith("MILLRACE_"));
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** {@code kill -9}; returns when the process is gone. */
    void kill() {
        process.destroyForcibly();
        await();
    }

    void restart() {
        process = launch();
    }

    /** Waits for its end and returns its exit status. */
    int await() {
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("The process did not end in " + STOP_SECONDS + " s: " + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** All that it has said so far. */
    String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            await();
        } finally {
            process.destroyForcibly();
        }
    }
}
