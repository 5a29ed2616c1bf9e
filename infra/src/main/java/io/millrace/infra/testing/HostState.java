package io.millrace.infra.testing;

import io.millrace.infra.Engines;
import io.millrace.infra.S3Server;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What the process that holds a build's engines tells its tests, in a file.
 *
 * @param host the process
 * @param engines where the engines are
 * @param s3 where its S3 server is; null when it has none
 */
record HostState(long host, Engines engines, @Nullable S3Server s3) {
    private static final String FILE = "state.properties";

    /** What the directory's host has published; empty when it is not ready yet, or has ended. */
    static Optional<HostState> read(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return Optional.of(of(properties)).filter(HostState::isAlive);
    }

    private static HostState of(Properties properties) {
        String s3 = properties.getProperty("s3");
        return new HostState(
                Long.parseLong(properties.getProperty("host")),
                new Engines(
                        properties.getProperty("kafka"),
                        properties.getProperty("cassandra"),
                        properties.getProperty("datacenter")),
                s3 == null
                        ? null
                        : S3Server.at(
                                URI.create(s3),
                                properties.getProperty("s3.access-key"),
                                properties.getProperty("s3.secret-key")));
    }

    private boolean isAlive() {
        return ProcessHandle.of(host).map(ProcessHandle::isAlive).orElse(false);
    }

    void publish(Path directory) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("host", Long.toString(host));
        properties.setProperty("kafka", engines.kafka());
        properties.setProperty("cassandra", engines.cassandra());
        properties.setProperty("datacenter", engines.datacenter());
        Path draft = directory.resolve(FILE + ".draft");
        try (var writer = Files.newBufferedWriter(draft)) {
            properties.store(writer, "The engines of one build");
        }
        Files.move(draft, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    }
}
