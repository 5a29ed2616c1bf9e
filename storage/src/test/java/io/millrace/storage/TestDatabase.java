package io.millrace.storage;

import io.millrace.infra.testing.SharedRuntime;
import java.time.Duration;

/** One keyspace of a real node for all tests of this module; tests keep apart by using keys of their own. */
public final class TestDatabase {
    /** Longer than any request of a test can take on a busy machine. */
    public static final Duration LIMIT = Duration.ofSeconds(60);

    private static final String KEYSPACE = SharedRuntime.freshKeyspace();
    private static final Cassandra SHARED = connect(KEYSPACE);

    private TestDatabase() {}

    /** The connection that all tests share. */
    public static Cassandra shared() {
        return SHARED;
    }

    static String keyspace() {
        return KEYSPACE;
    }

    static Cassandra connect(String keyspace) {
        return Cassandra.connect(settings(keyspace));
    }

    static CassandraSettings settings(String keyspace) {
        CassandraSettings defaults =
                CassandraSettings.of(SharedRuntime.engines().cassandra(), keyspace);
        return new CassandraSettings(
                defaults.contactPoints(),
                SharedRuntime.engines().datacenter(),
                keyspace,
                defaults.consistency(),
                null,
                null,
                false,
                defaults.connectTimeout(),
                // A laptop that builds something else at the same time must not fail a test of who wins.
                Duration.ofSeconds(20),
                defaults.maxConcurrentRequests(),
                defaults.maxQueuedRequests());
    }
}
