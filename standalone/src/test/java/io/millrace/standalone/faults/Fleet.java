package io.millrace.standalone.faults;

import io.millrace.analytics.AnalyticsMain;
import io.millrace.contracts.Topic;
import io.millrace.feedbuilder.FeedBuilderMain;
import io.millrace.gateway.GatewayMain;
import io.millrace.infra.Engines;
import io.millrace.infra.cql.Migrator;
import io.millrace.infra.cql.Replication;
import io.millrace.infra.topics.TopicsProvisioner;
import io.millrace.ingest.IngestMain;
import io.millrace.storage.Cassandra;
import io.millrace.storage.CassandraSettings;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Services as processes of their own, as on a cluster, with topics and tables apart from other fleets. */
final class Fleet implements AutoCloseable {
    private final Engines engines;
    private final Path home;
    private final String name =
            "f" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    private final Deque<JavaProcess> started = new ArrayDeque<>();

    /** Topics and tables without any service yet. */
    Fleet(Engines engines, Path home) throws InterruptedException {
        this.engines = engines;
        this.home = home;
        TopicsProvisioner.provision(engines.kafka(), prefix(), 1);
        Migrator.migrate(engines, name, Replication.single());
    }

    String prefix() {
        return name + ".";
    }

    /** Starts a gateway, one of any number, with a home of its own. */
    Gateway gateway(String called, String... settings) {
        return new Gateway((port, managementPort) -> start(
                called,
                "192m",
                GatewayMain.class,
                Stream.concat(
                        Stream.of(
                                "server.port=" + port,
                                "millrace.management.port=" + managementPort,
                                "millrace.public-url=http://localhost:" + port,
                                "millrace.keys.secret=00112233445566778899aabbccddeeff",
                                "millrace.visitors.secret=the same for all gateways"),
                        Stream.of(settings))));
    }

    JavaProcess ingest(String... settings) {
        return ingestCalled("ingest", settings);
    }

    /** Another instance, or a later one with other settings. */
    JavaProcess ingestCalled(String called, String... settings) {
        return start(
                called,
                "128m",
                IngestMain.class,
                Stream.concat(Stream.of("spring.main.web-application-type=none"), Stream.of(settings)));
    }

    JavaProcess analytics() {
        return start("analytics", "192m", AnalyticsMain.class, Stream.of("spring.main.web-application-type=none"));
    }

    JavaProcess feedBuilder(String... settings) {
        return start(
                "feed-builder",
                "192m",
                FeedBuilderMain.class,
                Stream.concat(Stream.of("spring.main.web-application-type=none"), Stream.of(settings)));
    }

    /** The tables of these services, for a test that looks for itself. */
    Cassandra tables() {
        return Cassandra.connect(CassandraSettings.of(engines.cassandra(), name));
    }

    /** All committed records of a topic. */
    List<ConsumerRecord<String, byte[]>> log(Topic topic) {
        return Log.read(engines.kafka(), topic.name(prefix()));
    }

    private JavaProcess start(String called, String heap, Class<?> main, Stream<String> settings) {
        List<String> arguments = new ArrayList<>();
        Stream.concat(
                        Stream.of(
                                "millrace.home=" + home.resolve(called),
                                "millrace.anonymous=true",
                                "millrace.topics.prefix=" + prefix(),
                                "millrace.kafka.bootstrap-servers=" + engines.kafka(),
                                "millrace.cassandra.contact-points=" + engines.cassandra(),
                                "millrace.cassandra.datacenter=" + engines.datacenter(),
                                "millrace.cassandra.keyspace=" + name,
                                "spring.kafka.bootstrap-servers=" + engines.kafka()),
                        settings)
                .forEach(setting -> arguments.add("--" + setting));
        JavaProcess process = JavaProcess.start(home, called, heap, main, arguments);
        started.push(process);
        return process;
    }

    @Override
    public void close() {
        started.forEach(JavaProcess::close);
    }
}
