package io.millrace.infra.cql;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.servererrors.AlreadyExistsException;
import io.millrace.infra.Engines;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a keyspace to the schema in {@code cql/<feature>.cql}. Applied versions are recorded with a checksum, and a
 * version that was changed after it was applied stops the start. Any number of processes may migrate at the same time.
 */
public final class Migrator {
    /** The features that have tables; each has a file of this name. */
    static final List<String> FEATURES = List.of(
            "accounts",
            "keys",
            "links",
            "pastes",
            "telemetry",
            "expiry",
            "idempotency",
            "usage",
            "ids",
            "posts",
            "media",
            "graph",
            "feed",
            "search",
            "trending");

    private static final Logger LOG = LoggerFactory.getLogger(Migrator.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final CqlSession session;
    private final String keyspace;

    private Migrator(CqlSession session, String keyspace) {
        this.session = session;
        this.keyspace = keyspace;
    }

    /**
     * Creates the keyspace where it is missing and applies what is new, over a session of its own.
     *
     * @throws MigrationException when the schema cannot be brought up to date; the message says why
     */
    public static void migrate(Engines engines, String keyspace, Replication replication) throws InterruptedException {
        try (CqlSession session = Sessions.open(engines)) {
            migrate(session, keyspace, replication);
        }
    }

    /**
     * Creates the keyspace where it is missing and applies what is new.
     *
     * @param session one without a keyspace
     * @param keyspace a name of lower-case letters, digits and underscores
     * @param replication used when the keyspace is created; an existing one keeps its own
     * @throws MigrationException when the schema cannot be brought up to date; the message says why
     */
    public static void migrate(CqlSession session, String keyspace, Replication replication)
            throws InterruptedException {
        migrate(
                session,
                keyspace,
                replication,
                FEATURES.stream().map(CqlScript::load).toList());
    }

    static void migrate(CqlSession session, String keyspace, Replication replication, List<CqlScript> scripts)
            throws InterruptedException {
        if (!keyspace.matches("[a-z][a-z0-9_]{0,47}")) {
            throw new IllegalArgumentException(
                    "A keyspace has a name of lower-case letters, digits and '_', at most 48: " + keyspace);
        }
        Migrator migrator = new Migrator(session, keyspace);
        migrator.createOwnTables(replication);
        if (migrator.isUpToDate(scripts)) {
            return;
        }
        try (SchemaLock lock = SchemaLock.take(session, keyspace)) {
            for (CqlScript script : scripts) {
                migrator.apply(script, lock);
            }
        }
    }

    private void createOwnTables(Replication replication) {
        run("CREATE KEYSPACE IF NOT EXISTS " + keyspace + " WITH replication = " + replication.toCql());
        run("CREATE TABLE IF NOT EXISTS " + keyspace + ".schema_lock (name text PRIMARY KEY, holder text)");
        run("CREATE TABLE IF NOT EXISTS " + keyspace + ".schema_migrations (feature text, version int, checksum text,"
                + " applied_at timestamp, PRIMARY KEY ((feature), version))");
    }

    private boolean isUpToDate(List<CqlScript> scripts) {
        return scripts.stream()
                .allMatch(script -> checkedVersions(script) == script.versions().size());
    }

    private void apply(CqlScript script, SchemaLock lock) {
        int done = checkedVersions(script);
        for (CqlScript.Version version :
                script.versions().subList(done, script.versions().size())) {
            for (String statement : version.statements()) {
                lock.renew();
                run(SimpleStatement.newInstance(statement).setKeyspace(keyspace), script.feature());
            }
            session.execute(SimpleStatement.newInstance(
                    "INSERT INTO " + keyspace + ".schema_migrations (feature, version, checksum, applied_at)"
                            + " VALUES (?, ?, ?, toTimestamp(now()))",
                    script.feature(),
                    version.number(),
                    version.checksum()));
        }
    }

    /** How many versions of the script are applied, having made sure that they are still the same. */
    private int checkedVersions(CqlScript script) {
        Map<Integer, String> applied = new HashMap<>();
        for (Row row : session.execute(SimpleStatement.newInstance(
                "SELECT version, checksum FROM " + keyspace + ".schema_migrations WHERE feature = ?",
                script.feature()))) {
            applied.put(row.getInt("version"), row.getString("checksum"));
        }
        int known = Math.min(applied.size(), script.versions().size());
        for (CqlScript.Version version : script.versions().subList(0, known)) {
            if (!version.checksum().equals(applied.get(version.number()))) {
                throw new MigrationException("Version " + version.number() + " of " + script.feature()
                        + ".cql was changed after it had been applied to " + keyspace
                        + ". Undo the change and write it as a new version.");
            }
        }
        return known;
    }

    private void run(String cql) {
        run(SimpleStatement.newInstance(cql), keyspace);
    }

    private void run(SimpleStatement statement, String what) {
        try {
            session.execute(statement.setTimeout(PATIENCE));
        } catch (AlreadyExistsException e) {
            // Under the lock only an interrupted run of this very version can have created it.
            LOG.info("{} exists already: an earlier migration was interrupted", e.getMessage());
        } catch (DriverException e) {
            throw new MigrationException(
                    "The schema of " + what + " could not be applied: " + e.getMessage() + "\n" + statement.getQuery(),
                    e);
        }
    }
}
