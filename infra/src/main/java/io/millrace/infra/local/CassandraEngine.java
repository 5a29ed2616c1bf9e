package io.millrace.infra.local;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import io.millrace.infra.Engines;
import io.millrace.infra.cql.Sessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A Cassandra node. */
final class CassandraEngine implements Engine {
    /** Module access that the server needs on Java 17, as in the {@code jvm17-server.options} of its distribution. */
    private static final List<String> MODULE_ACCESS = List.of(
            "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
            "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
            "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-exports=java.management.rmi/com.sun.jmx.remote.internal.rmi=ALL-UNNAMED",
            "--add-exports=java.rmi/sun.rmi.registry=ALL-UNNAMED",
            "--add-exports=java.rmi/sun.rmi.server=ALL-UNNAMED",
            "--add-exports=jdk.unsupported/sun.misc=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.module=ALL-UNNAMED",
            "--add-opens=java.base/jdk.internal.loader=ALL-UNNAMED",
            "--add-opens=java.base/jdk.internal.ref=ALL-UNNAMED",
            "--add-opens=java.base/jdk.internal.reflect=ALL-UNNAMED",
            "--add-opens=java.base/jdk.internal.math=ALL-UNNAMED",
            "--add-opens=java.base/jdk.internal.module=ALL-UNNAMED",
            "--add-opens=java.base/jdk.internal.util.jar=ALL-UNNAMED",
            "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED");

    private final Path directory;
    private final Path log;
    private final int port;
    private final int storagePort;
    private final boolean disposable;

    CassandraEngine(LocalSettings settings, Ports ports) {
        this.directory = settings.home().resolve("cassandra");
        this.log = settings.logs().resolve("cassandra.log");
        this.port = ports.of("cassandra", settings.cassandraPort());
        this.storagePort = ports.of("cassandra-storage", 0);
        this.disposable = settings.disposable();
    }

    @Override
    public String name() {
        return "Cassandra";
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
        return !Files.exists(directory.resolve("data/system"));
    }

    @Override
    public void prepare() throws IOException {
        Files.createDirectories(directory);
        EngineFiles.copy("cassandra-logback.xml", directory.resolve("logback.xml"));
        String fixed;
        try (var reader = EngineFiles.open("cassandra.yaml")) {
            fixed = reader.lines().collect(Collectors.joining("\n", "", "\n"));
        }
        Files.writeString(configuration(), fixed + addresses() + directories() + durability());
    }

    @Override
    public List<String> command() {
        String classPath = ClassPaths.of("cassandra");
        List<String> options = new ArrayList<>(MODULE_ACCESS);
        options.addAll(List.of(
                "-Xms256m",
                "-Xmx512m",
                "-XX:+UseG1GC",
                "-XX:MaxGCPauseMillis=50",
                "-XX:MaxDirectMemorySize=160m",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.net.preferIPv4Stack=true",
                "-javaagent:" + jamm(classPath),
                "-Dcassandra.config=" + configuration().toUri(),
                JavaCommand.systemProperty("cassandra.storagedir", directory),
                JavaCommand.systemProperty("cassandra.logdir", directory),
                JavaCommand.systemProperty("logback.configurationFile", directory.resolve("logback.xml")),
                "-Dcassandra-foreground=yes",
                // There is nobody to gossip with.
                "-Dcassandra.skip_wait_for_gossip_to_settle=0",
                "-Dcassandra.ring_delay_ms=100"));
        if (disposable) {
            // Each change of the schema is otherwise written to several files at once.
            options.add("-Dcassandra.test.flush_local_schema_changes=false");
            options.add(JavaCommand.SHORT_LIVED);
        }
        return JavaCommand.child(JavaHome.forCassandra(), options, classPath, List.of(CassandraMain.class.getName()));
    }

    @Override
    public boolean answers() {
        try (CqlSession session = Sessions.open(new Engines("", "127.0.0.1:" + port, Engines.DEFAULT_DATACENTER))) {
            return session.execute("SELECT release_version FROM system.local").one() != null;
        } catch (DriverException e) {
            return false;
        }
    }

    private String addresses() {
        return """
                listen_address: 127.0.0.1
                rpc_address: 127.0.0.1
                storage_port: %1$d
                ssl_storage_port: %1$d
                native_transport_port: %2$d
                seed_provider:
                  - class_name: org.apache.cassandra.locator.SimpleSeedProvider
                    parameters:
                      - seeds: "127.0.0.1:%1$d"
                """.formatted(storagePort, port);
    }

    private String directories() {
        return """
                data_file_directories:
                  - %s
                commitlog_directory: %s
                saved_caches_directory: %s
                hints_directory: %s
                cdc_raw_directory: %s
                """.formatted(
                quoted("data"), quoted("commitlog"), quoted("saved_caches"), quoted("hints"), quoted("cdc_raw"));
    }

    /** An acknowledged write is on disk: the periodic default lost acknowledged writes of a node killed with -9. */
    private String durability() {
        return disposable ? """
                commitlog_sync: periodic
                commitlog_sync_period: 10s
                """ : """
                commitlog_sync: group
                commitlog_sync_group_window: 10ms
                """;
    }

    private String quoted(String name) {
        return "'" + directory.resolve(name).toString().replace("'", "''") + "'";
    }

    /** The agent with which Cassandra measures how large its objects are. */
    private static String jamm(String classPath) {
        return Arrays.stream(classPath.split(java.io.File.pathSeparator))
                .filter(entry -> Path.of(entry).getFileName().toString().startsWith("jamm-"))
                .findFirst()
                .orElseThrow(() -> new LocalRuntimeException("Cassandra's class path has no jamm agent"));
    }

    private Path configuration() {
        return directory.resolve("cassandra.yaml");
    }
}
