package io.millrace.infra.cql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import io.millrace.infra.testing.SharedRuntime;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On a real node, with small scripts. Most share a keyspace, because to make one takes long, and take features of their own. */
class MigratorTest {
    private static final String SHARED = anyName();

    private static CqlSession session;

    @BeforeAll
    static void open() throws InterruptedException {
        session = Sessions.open(SharedRuntime.engines());
        migrate(SHARED);
    }

    @AfterAll
    static void close() {
        session.execute("DROP KEYSPACE IF EXISTS " + SHARED);
        session.close();
    }

    @Test
    void aFreshKeyspaceGetsEverythingAndTheNextRunChangesNothing() throws Exception {
        String keyspace = anyName();
        try {
            CqlScript script = script("shop", table("goods"), table("prices"));
            migrate(keyspace, script);
            assertThat(tables(keyspace))
                    .containsExactlyInAnyOrder("schema_lock", "schema_migrations", "goods", "prices");
            Map<Integer, Long> applied = applied(keyspace, "shop");
            assertThat(applied).containsOnlyKeys(1, 2);
            migrate(keyspace, script);
            assertThat(applied(keyspace, "shop")).isEqualTo(applied);
            assertThat(lockHolders(keyspace)).isEmpty();
        } finally {
            session.execute("DROP KEYSPACE IF EXISTS " + keyspace);
        }
    }

    @Test
    void onlyWhatIsNewIsApplied() throws Exception {
        migrate(SHARED, script("growing", table("growing1")));
        Map<Integer, Long> before = applied(SHARED, "growing");
        migrate(
                SHARED,
                script("growing", table("growing1"), "ALTER TABLE growing1 ADD IF NOT EXISTS name text;"),
                script("beside"));
        assertThat(applied(SHARED, "growing")).containsOnlyKeys(1, 2).containsAllEntriesOf(before);
        // An older version of the program, started again by mistake, finds that all it knows is there.
        migrate(SHARED, script("growing", table("growing1")));
    }

    @Test
    void aVersionThatWasChangedAfterwardsIsRefusedWithASentence() throws Exception {
        migrate(SHARED, script("changed", table("changed1")));
        assertThatThrownBy(() -> migrate(
                        SHARED, script("changed", "CREATE TABLE changed1 (id bigint PRIMARY KEY);", table("changed2"))))
                .isInstanceOf(MigrationException.class)
                .hasMessage("Version 1 of changed.cql was changed after it had been applied to " + SHARED
                        + ". Undo the change and write it as a new version.");
        assertThat(tables(SHARED)).doesNotContain("changed2");
        assertThat(lockHolders(SHARED)).isEmpty();
    }

    @Test
    void anInterruptedVersionIsFinished() throws Exception {
        session.execute("CREATE TABLE " + SHARED + ".interrupted1 (id int PRIMARY KEY)");
        migrate(SHARED, script("interrupted", table("interrupted1") + "\n" + table("interrupted2")));
        assertThat(tables(SHARED)).contains("interrupted2");
        assertThat(applied(SHARED, "interrupted")).containsOnlyKeys(1);
    }

    @Test
    void aStatementThatFailsIsShownAndLeavesTheLockFree() throws Exception {
        assertThatThrownBy(() -> migrate(SHARED, script("failing", table("failing1"), "CREATE TABLE nonsense;")))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("The schema of failing could not be applied")
                .hasMessageContaining("CREATE TABLE nonsense");
        assertThat(applied(SHARED, "failing")).containsOnlyKeys(1);
        assertThat(lockHolders(SHARED)).isEmpty();
    }

    @Test
    void ofFourThatMigrateAtTheSameTimeOneAppliesEachVersion() throws Exception {
        ExecutorService four = Executors.newFixedThreadPool(4);
        try {
            CyclicBarrier start = new CyclicBarrier(4);
            // The second version can be applied once only: a second time its column would be there.
            CqlScript script = script("raced", table("raced1"), "ALTER TABLE raced1 ADD a int;");
            Callable<Void> process = () -> {
                try (CqlSession own = Sessions.open(SharedRuntime.engines())) {
                    start.await();
                    Migrator.migrate(own, SHARED, replication(), List.of(script));
                }
                return null;
            };
            for (Future<Void> end : four.invokeAll(Collections.nCopies(4, process))) {
                end.get();
            }
        } finally {
            four.shutdownNow();
        }
        assertThat(applied(SHARED, "raced")).containsOnlyKeys(1, 2);
        assertThat(lockHolders(SHARED)).isEmpty();
    }

    @Test
    void aKeyspaceNameThatIsNoneIsRefused() {
        assertThatThrownBy(() -> Migrator.migrate(session, "a; DROP KEYSPACE b", replication()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("A keyspace has a name of lower-case letters");
    }

    @Test
    void whoseLockIsLostStopsAndDoesNotFreeThatOfTheNext() throws Exception {
        SchemaLock lost = SchemaLock.take(session, SHARED);
        lost.renew();
        // Its lease ran out during a statement, and another process took the lock.
        session.execute("DELETE FROM " + SHARED + ".schema_lock WHERE name = 'schema' IF EXISTS");
        try (SchemaLock next = SchemaLock.take(session, SHARED)) {
            assertThatThrownBy(lost::renew)
                    .isInstanceOf(MigrationException.class)
                    .hasMessageStartingWith("The lock on the schema was lost");
            lost.close();
            next.renew();
            assertThat(lockHolders(SHARED)).hasSize(1);
        }
        assertThat(lockHolders(SHARED)).isEmpty();
    }

    @Test
    void theLockOfAHolderThatDiedIsTakenWhenItsLeaseIsOver() throws Exception {
        session.execute("INSERT INTO " + SHARED
                + ".schema_lock (name, holder) VALUES ('schema', 'a process that died') IF NOT EXISTS USING TTL 1");
        try (SchemaLock lock = SchemaLock.take(session, SHARED)) {
            lock.renew();
            Row row = session.execute("SELECT TTL(holder) AS lease FROM " + SHARED + ".schema_lock")
                    .one();
            assertThat(row.getInt("lease")).isBetween(40, 60);
        }
    }

    private static String anyName() {
        return "m" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }

    private static String table(String name) {
        return "CREATE TABLE " + name + " (id int PRIMARY KEY);";
    }

    private static void migrate(String keyspace, CqlScript... scripts) throws InterruptedException {
        Migrator.migrate(session, keyspace, replication(), List.of(scripts));
    }

    private static Replication replication() {
        return new Replication(Map.of(SharedRuntime.engines().datacenter(), 1));
    }

    private static CqlScript script(String feature, String... versions) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < versions.length; i++) {
            text.append("-- version ")
                    .append(i + 1)
                    .append('\n')
                    .append(versions[i])
                    .append('\n');
        }
        return CqlScript.parse(feature, text.toString());
    }

    private static List<String> tables(String keyspace) {
        return session.execute("SELECT table_name FROM system_schema.tables WHERE keyspace_name = '" + keyspace + "'")
                .map(row -> row.getString("table_name"))
                .all();
    }

    /** The versions of a feature, each with the moment at which it was recorded. */
    private static Map<Integer, Long> applied(String keyspace, String feature) {
        return session
                .execute("SELECT version, WRITETIME(checksum) AS at FROM " + keyspace
                        + ".schema_migrations WHERE feature = '" + feature + "'")
                .all()
                .stream()
                .collect(Collectors.toMap(row -> row.getInt("version"), row -> row.getLong("at")));
    }

    private static List<String> lockHolders(String keyspace) {
        return session.execute("SELECT holder FROM " + keyspace + ".schema_lock WHERE name = 'schema'")
                .map(row -> row.getString("holder"))
                .all();
    }
}
