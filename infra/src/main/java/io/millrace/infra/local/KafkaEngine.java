package io.millrace.infra.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;

/** A Kafka broker and controller in one process. */
final class KafkaEngine implements Engine {
    private static final Duration FORMAT_LIMIT = Duration.ofSeconds(60);
    private static final int REQUEST_MILLIS = 3_000;

    private final Path directory;
    private final Path log;
    private final int port;
    private final int controllerPort;
    private final boolean disposable;

    KafkaEngine(LocalSettings settings, Ports ports) {
        this.directory = settings.home().resolve("kafka");
        this.log = settings.logs().resolve("kafka.log");
        this.port = ports.of("kafka", settings.kafkaPort());
        this.controllerPort = ports.of("kafka-controller", 0);
        this.disposable = settings.disposable();
    }

    @Override
    public String name() {
        return "Kafka";
    }

    @Override
    public Path log() {
        return log;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public boolean isNew() {
        return !Files.exists(data().resolve("meta.properties"));
    }

    @Override
    public void prepare() throws IOException, InterruptedException {
        Files.createDirectories(data());
        EngineFiles.copy("kafka-log4j2.properties", directory.resolve("log4j2.properties"));
        Properties properties = new Properties();
        try (var reader = EngineFiles.open("kafka.properties")) {
            properties.load(reader);
        }
        properties.setProperty(
                "listeners", "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port, controllerPort));
        properties.setProperty("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        properties.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        properties.setProperty("log.dirs", data().toString());
        try (var writer = Files.newBufferedWriter(configuration())) {
            properties.store(writer, "Written at every start");
        }
        if (isNew()) {
            format();
        }
    }

    @Override
    public List<String> command() {
        List<String> options = new ArrayList<>(List.of(
                "-Xms96m",
                "-Xmx288m",
                "-XX:+UseG1GC",
                "-XX:MaxGCPauseMillis=20",
                "-XX:MaxDirectMemorySize=96m",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.awt.headless=true",
                JavaCommand.systemProperty("log4j2.configurationFile", directory.resolve("log4j2.properties"))));
        if (disposable) {
            options.add(JavaCommand.SHORT_LIVED);
        }
        return JavaCommand.child(
                JavaHome.current(),
                options,
                ClassPaths.of("kafka"),
                List.of("kafka.Kafka", configuration().toString()));
    }

    @Override
    public boolean answers() throws InterruptedException {
        Map<String, Object> settings = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:" + port,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
        try (Admin admin = Admin.create(settings)) {
            return !admin.describeCluster()
                    .nodes()
                    .get(REQUEST_MILLIS, TimeUnit.MILLISECONDS)
                    .isEmpty();
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    private void format() throws IOException, InterruptedException {
        List<String> command = JavaCommand.once(
                JavaHome.current(),
                ClassPaths.of("kafka"),
                List.of(
                        "kafka.tools.StorageTool",
                        "format",
                        "--cluster-id",
                        Uuid.randomUuid().toString(),
                        "--config",
                        configuration().toString(),
                        "--ignore-formatted"));
        Process process =
                EngineFiles.appendingTo(log, new ProcessBuilder(command)).start();
        process.getOutputStream().close();
        boolean ended;
        try {
            ended = process.waitFor(FORMAT_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } finally {
            // Also when the runtime is stopped meanwhile: nothing may still write when the home is given free.
            process.destroyForcibly();
        }
        if (!ended) {
            throw new LocalRuntimeException("Formatting Kafka's data directory took more than " + FORMAT_LIMIT);
        }
        if (process.exitValue() != 0) {
            throw new LocalRuntimeException("Kafka's data directory could not be formatted; the reason is in " + log);
        }
    }

    private Path configuration() {
        return directory.resolve("server.properties");
    }

    private Path data() {
        return directory.resolve("data");
    }
}
