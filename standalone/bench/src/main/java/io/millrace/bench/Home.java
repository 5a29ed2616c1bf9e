package io.millrace.bench;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import picocli.CommandLine.Option;

/** The home of the running Millrace: where its engines are, when it started some. */
final class Home {
    @Option(
            names = "--home",
            defaultValue = "${env:MILLRACE_HOME:-.millrace}",
            description = "The home of the running Millrace (MILLRACE_HOME, default ./.millrace).")
    private Path directory = Path.of(".millrace");

    Home() {}

    Home(Path directory) {
        this.directory = directory;
    }

    /** The broker that it started, as {@code host:port}. */
    String broker() throws IOException {
        return engine("kafka", "No broker is known from " + directory + ". Name one with --kafka.");
    }

    /** The node that it started, as {@code host:port}. */
    String node() throws IOException {
        return engine("cassandra", "No Cassandra node is known from " + directory + ". Name one with --cassandra.");
    }

    private String engine(String name, String unknown) throws IOException {
        Properties ports = new Properties();
        Path file = directory.resolve("ports.properties");
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                ports.load(reader);
            }
        }
        String port = ports.getProperty(name);
        if (port == null) {
            throw new BenchException(unknown);
        }
        return "127.0.0.1:" + port;
    }

    /** The processes that the running Millrace started: Kafka and Cassandra. */
    List<ProcessHandle> engines() throws IOException {
        Path lock = directory.resolve("lock");
        List<ProcessHandle> engines = Files.exists(lock)
                ? ProcessHandle.of(Long.parseLong(Files.readString(lock).strip())).stream()
                        .flatMap(ProcessHandle::children)
                        .toList()
                : List.of();
        if (engines.isEmpty()) {
            throw new BenchException("The Millrace of " + directory
                    + " runs no engines of its own. Name the processes to pause with --pause-process.");
        }
        return engines;
    }
}
