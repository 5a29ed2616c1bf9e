package io.millrace.infra.testing;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.millrace.infra.Engines;
import io.millrace.infra.S3Server;
import io.millrace.infra.cql.Migrator;
import io.millrace.infra.cql.Replication;
import io.millrace.infra.cql.Sessions;
import io.millrace.infra.topics.TopicsProvisioner;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A real broker, a real node and a real S3 server for integration tests: those that {@code MILLRACE_KAFKA},
 * {@code MILLRACE_CASSANDRA} and {@code MILLRACE_S3} name, or else engines that the first test of a build starts and all its
 * modules share: child processes, or containers with the Maven profile {@code containers}. Tests keep apart by taking
 * keyspaces, topic prefixes and buckets of their own.
 */
public final class SharedRuntime {
    private static @Nullable Engines engines;
    private static @Nullable S3Server s3;
    private static @Nullable CqlSession session;
    private static @Nullable String emptied;
    private static final Queue<String> KEYSPACES = new ConcurrentLinkedQueue<>();

    /** How often the tables of the keyspace that is emptied had been written when they were. */
    private static final Map<String, Long> WRITES = new HashMap<>();

    private SharedRuntime() {}

    /** The engines, started now if this is the first call of the build. */
    public static synchronized Engines engines() {
        Engines known = engines;
        if (known == null) {
            known = existing().orElseGet(() -> SharedHost.find().engines());
            engines = known;
        }
        return known;
    }

    private static Optional<Engines> existing() {
        Optional<Engines> existing = Environment.engines(System.getenv());
        if (existing.isPresent() && SharedHost.hasContainers()) {
            throw new IllegalStateException("The profile 'containers' brings engines of its own: unset "
                    + Engines.KAFKA_VARIABLE + " and " + Engines.CASSANDRA_VARIABLE + ".");
        }
        return existing;
    }

    /** The S3 server, with a bucket that nobody else uses. */
    public static S3Server freshBucket() {
        return s3().withBucket("t" + random());
    }

    /** Few tests need it, so one that has to be started belongs to the JVM that asks first. */
    private static synchronized S3Server s3() {
        S3Server known = s3;
        if (known == null) {
            known = SharedHost.hasContainers()
                    ? Objects.requireNonNull(SharedHost.find().s3())
                    : Environment.s3(System.getenv()).orElseGet(OwnS3::start);
            s3 = known;
        }
        return known;
    }

    /** A new keyspace with the whole schema, which takes seconds. */
    public static String freshKeyspace() {
        String name = "t" + random();
        try {
            Migrator.migrate(session(), name, new Replication(Map.of(engines().datacenter(), 1)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        KEYSPACES.add(name);
        return name;
    }

    /** A keyspace with the whole schema and no rows: the same each time, emptied, for the tests of a module in turn. */
    public static synchronized String emptyKeyspace() {
        String known = emptied;
        if (known == null) {
            known = freshKeyspace();
            emptied = known;
        } else {
            empty(known);
        }
        return known;
    }

    /** Truncates what was written to since; a table may look empty and yet hold what hides the rows of the next test. */
    private static void empty(String keyspace) {
        CqlSession open = session();
        for (Row table : open.execute(SimpleStatement.newInstance(
                "SELECT table_name, count FROM system_views.local_write_latency WHERE keyspace_name = ? ALLOW FILTERING",
                keyspace))) {
            String name = Objects.requireNonNull(table.getString("table_name"));
            long writes = table.getLong("count");
            if (!name.startsWith("schema_") && writes > WRITES.getOrDefault(name, 0L)) {
                open.execute("TRUNCATE " + keyspace + "." + name);
                WRITES.put(name, writes);
            }
        }
    }

    /** A new topic prefix, with all topics of the catalogue in place. */
    public static String freshPrefix() {
        String prefix = "t" + random() + ".";
        try {
            TopicsProvisioner.provision(engines().kafka(), prefix, 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return prefix;
    }

    private static synchronized CqlSession session() {
        CqlSession known = session;
        if (known == null) {
            known = Sessions.open(engines());
            session = known;
            if (existing().isPresent()) {
                Runtime.getRuntime().addShutdownHook(new Thread(SharedRuntime::dropKeyspaces, "drop-test-keyspaces"));
            }
        }
        return known;
    }

    /** Tables cost a node that outlives the build memory, whether used or not; dropping them takes seconds. */
    private static void dropKeyspaces() {
        try (CqlSession open = session()) {
            KEYSPACES.forEach(name -> open.execute("DROP KEYSPACE IF EXISTS " + name));
        }
    }

    private static String random() {
        byte[] bytes = new byte[6];
        ThreadLocalRandom.current().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
