package io.millrace.standalone;

import io.millrace.contracts.Topics;
import io.millrace.gateway.accounts.FirstAdmin;
import io.millrace.infra.Engines;
import io.millrace.infra.S3Server;
import io.millrace.infra.cql.Migrator;
import io.millrace.infra.cql.Replication;
import io.millrace.infra.local.LocalRuntime;
import io.millrace.infra.local.LocalSettings;
import io.millrace.infra.topics.TopicsProvisioner;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./millrace up}: engines, topics, tables and all services, until it is told to stop. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Starts Kafka, Cassandra and all services on this machine, until Ctrl-C.")
final class Up implements Callable<Integer> {
    /** What {@code --s3} means when no address follows. */
    private static final String STARTED_HERE = "local";

    @Option(
            names = "--port",
            defaultValue = "${env:MILLRACE_PORT:-8080}",
            description = "Where the gateway listens (MILLRACE_PORT, default 8080).")
    private int port;

    @Option(
            names = "--home",
            defaultValue = "${env:MILLRACE_HOME:-.millrace}",
            description = "Data, logs and secrets (MILLRACE_HOME, default ./.millrace).")
    private Path home = Path.of(".millrace");

    @Option(
            names = "--kafka",
            defaultValue = "${env:" + Engines.KAFKA_VARIABLE + "}",
            description = "Brokers of an existing Kafka cluster, host:port,... (" + Engines.KAFKA_VARIABLE + ").")
    private @Nullable String kafka;

    @Option(
            names = "--cassandra",
            defaultValue = "${env:" + Engines.CASSANDRA_VARIABLE + "}",
            description = "Nodes of an existing Cassandra cluster, host:port,... (" + Engines.CASSANDRA_VARIABLE + ").")
    private @Nullable String cassandra;

    @Option(
            names = "--datacenter",
            defaultValue = "${env:" + Engines.DATACENTER_VARIABLE + ":-" + Engines.DEFAULT_DATACENTER + "}",
            description =
                    "The data centre of those nodes (" + Engines.DATACENTER_VARIABLE + ", default ${DEFAULT-VALUE}).")
    private String datacenter = Engines.DEFAULT_DATACENTER;

    @Option(
            names = "--s3",
            arity = "0..1",
            paramLabel = "ADDRESS",
            fallbackValue = STARTED_HERE,
            defaultValue = "${env:" + S3Server.ENDPOINT_VARIABLE + "}",
            description = "Keeps bytes in an S3 server that is started here, or in an existing one at this address ("
                    + S3Server.ENDPOINT_VARIABLE
                    + "; with _BUCKET, _REGION, _ACCESS_KEY and _SECRET_KEY after that name"
                    + " the rest of it), instead of in a directory.")
    private @Nullable String s3;

    @Option(
            names = "--replication",
            defaultValue = "${env:MILLRACE_REPLICATION:-1}",
            description = "Copies of each record and row where topics and tables are created (MILLRACE_REPLICATION,"
                    + " default 1; use 3 on clusters).")
    private int replication;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "Any setting of the services, for example millrace.analytics.threads=1.")
    private Map<String, String> settings = Map.of();

    private final Console console = new Console(System.out);

    @Override
    public Integer call() throws Exception {
        long begin = System.nanoTime();
        checkPort();
        Optional<S3Server> existingS3 = existingS3();
        LocalSettings local = new LocalSettings(
                home, 0, 0, blankAsNull(kafka), blankAsNull(cassandra), datacenter, STARTED_HERE.equals(s3), false);
        console.say("Millrace keeps its data in " + local.home());
        try (LocalRuntime runtime = LocalRuntime.start(local, console)) {
            prepare(runtime.engines());
            Optional<S3Server> bytes = existingS3.or(runtime::s3);
            try (ConfigurableApplicationContext services = startServices(runtime.engines(), bytes, local.home())) {
                console.say("Millrace is ready at http://localhost:" + port);
                console.say("Started in " + Console.seconds(since(begin)) + ". The dashboard is at http://localhost:"
                        + port + "/dashboard; Ctrl-C stops everything.");
                openFirstAdmin(services);
                awaitEnd();
            }
        } catch (InterruptedException e) {
            // Asked to stop while still starting: what had been opened is closed, as below.
        }
        console.say("Stopped.");
        return 0;
    }

    /** The password is told here and nowhere else. */
    private void openFirstAdmin(ConfigurableApplicationContext services) throws InterruptedException {
        try {
            String password =
                    services.getBean(FirstAdmin.class).open().toFuture().get();
            if (password != null) {
                console.say("Sign in at http://localhost:" + port + "/signin as admin with the one-time password "
                        + password + " and choose your own.");
            }
        } catch (ExecutionException e) {
            console.say("The account admin could not be opened; the next start tries again.");
        }
    }

    private void awaitEnd() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            console.say("Stopping; the next start finds everything again ...");
        }
    }

    private void prepare(Engines engines) throws InterruptedException {
        long begin = System.nanoTime();
        TopicsProvisioner.provision(engines.kafka(), topicPrefix(), replication);
        Migrator.migrate(engines, keyspace(), new Replication(Map.of(engines.datacenter(), replication)));
        console.step("Schema", "ready after " + Console.seconds(since(begin)));
    }

    private ConfigurableApplicationContext startServices(Engines engines, Optional<S3Server> bytes, Path directory) {
        long begin = System.nanoTime();
        console.step("Services", "starting ...");
        Map<String, String> all =
                new LinkedHashMap<>(bytes.map(Services::settings).orElse(Map.of()));
        all.putAll(settings);
        List<String> arguments = new ArrayList<>();
        all.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        ConfigurableApplicationContext services =
                Services.start(engines, directory, port, arguments.toArray(String[]::new));
        console.step("Services", "ready after " + Console.seconds(since(begin)));
        return services;
    }

    private String topicPrefix() {
        return settings.getOrDefault("millrace.topics.prefix", Topics.DEFAULT_PREFIX);
    }

    private String keyspace() {
        return settings.getOrDefault("millrace.cassandra.keyspace", "millrace");
    }

    /** Told before the engines have been started in vain. */
    private void checkPort() {
        if (port < 1 || port > 65_535) {
            throw new StartException(
                    "A port is a number from 1 to 65535, not " + port + ". Choose one with MILLRACE_PORT.");
        }
        try {
            new ServerSocket(port).close();
        } catch (IOException e) {
            String why = String.valueOf(e.getMessage()).contains("in use")
                    ? " is taken by another program"
                    : " cannot be used (" + e.getMessage() + ")";
            throw new StartException("Port " + port + why + ". Choose another with MILLRACE_PORT.", e);
        }
    }

    /** Told, like a taken port, before anything is started in vain. */
    private Optional<S3Server> existingS3() {
        String address = blankAsNull(s3);
        if (address == null || address.equals(STARTED_HERE)) {
            return Optional.empty();
        }
        try {
            return Optional.of(S3Server.existing(address, System.getenv()));
        } catch (IllegalArgumentException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }

    private static @Nullable String blankAsNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
