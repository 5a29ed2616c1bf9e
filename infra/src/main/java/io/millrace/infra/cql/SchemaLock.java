package io.millrace.infra.cql;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Lets one process at a time change the schema of a keyspace. A holder that dies loses the lock after {@link #LEASE};
 * one that lives renews it before every statement.
 */
final class SchemaLock implements AutoCloseable {
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final CqlSession session;
    private final String table;
    private final String holder = UUID.randomUUID().toString();

    private SchemaLock(CqlSession session, String keyspace) {
        this.session = session;
        this.table = keyspace + ".schema_lock";
    }

    static SchemaLock take(CqlSession session, String keyspace) throws InterruptedException {
        SchemaLock lock = new SchemaLock(session, keyspace);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!lock.tryTake()) {
            if (System.nanoTime() > deadline) {
                throw new MigrationException("Another process has been changing the schema of " + keyspace + " for "
                        + PATIENCE.toMinutes() + " minutes. Try again when it is done.");
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        }
        return lock;
    }

    /** Keeps the lock for another {@link #LEASE}. */
    void renew() {
        boolean held = applied(
                "UPDATE " + table + " USING TTL " + LEASE.toSeconds()
                        + " SET holder = ? WHERE name = 'schema' IF holder = ?",
                holder,
                holder);
        if (!held) {
            throw new MigrationException("The lock on the schema was lost: a statement took longer than "
                    + LEASE.toSeconds() + " s. Start again.");
        }
    }

    @Override
    public void close() {
        applied("DELETE FROM " + table + " WHERE name = 'schema' IF holder = ?", holder);
    }

    private boolean tryTake() {
        return applied(
                "INSERT INTO " + table + " (name, holder) VALUES ('schema', ?) IF NOT EXISTS USING TTL "
                        + LEASE.toSeconds(),
                holder);
    }

    private boolean applied(String cql, Object... values) {
        return session.execute(SimpleStatement.newInstance(cql, values)).wasApplied();
    }
}
