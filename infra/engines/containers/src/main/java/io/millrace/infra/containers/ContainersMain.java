package io.millrace.infra.containers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;
import org.testcontainers.cassandra.CassandraContainer;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;

/**
 * Holds the engines of one build as containers and ends with it: what {@code SharedHostMain} is for child processes, and
 * started by the same {@code SharedHost}. Should this process be killed, Testcontainers' own reaper removes the containers.
 */
public final class ContainersMain {
    private ContainersMain() {}

    /** Arguments: the directory to use, and the process to end with. */
    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args[0]);
        ProcessHandle build = ProcessHandle.of(Long.parseLong(args[1]))
                .orElseThrow(() -> new IllegalStateException("The build " + args[1] + " is over"));
        try (KafkaContainer kafka = Images.kafka();
                CassandraContainer cassandra = Images.cassandra();
                GenericContainer<?> s3 = Images.s3()) {
            Startables.deepStart(kafka, cassandra, s3).join();
            publish(directory, state(kafka, cassandra, s3));
            build.onExit().join();
        }
    }

    private static Properties state(KafkaContainer kafka, CassandraContainer cassandra, GenericContainer<?> s3) {
        InetSocketAddress node = cassandra.getContactPoint();
        Properties state = new Properties();
        state.setProperty("host", Long.toString(ProcessHandle.current().pid()));
        state.setProperty("kafka", kafka.getBootstrapServers());
        state.setProperty("cassandra", node.getHostString() + ":" + node.getPort());
        state.setProperty("datacenter", cassandra.getLocalDatacenter());
        state.setProperty("s3", "http://" + s3.getHost() + ":" + s3.getMappedPort(Images.S3_PORT));
        state.setProperty("s3.access-key", Images.S3_ACCESS_KEY);
        state.setProperty("s3.secret-key", Images.S3_SECRET_KEY);
        return state;
    }

    /** In the file and the form that {@code HostState} reads. */
    private static void publish(Path directory, Properties state) throws IOException {
        Path draft = directory.resolve("state.properties.draft");
        try (var writer = Files.newBufferedWriter(draft)) {
            state.store(writer, "The engines of one build, in containers");
        }
        Files.move(draft, directory.resolve("state.properties"), StandardCopyOption.ATOMIC_MOVE);
    }
}
