package io.millrace.storage;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLContext;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The one connection of a process to the database. Everything it gives back starts when it is subscribed to, runs on the
 * driver's threads, and fails with {@link StorageUnavailable} when the database cannot answer now.
 */
public final class Cassandra implements AutoCloseable {
    private final CqlSession session;

    private Cassandra(CqlSession session) {
        this.session = session;
    }

    /**
     * Connects, and waits up to the settings' connect timeout for a node that answers. Blocks.
     *
     * @throws IllegalStateException with a sentence for the operator, if no node answers or the keyspace is not there
     */
    public static Cassandra connect(CassandraSettings settings) {
        long deadline = System.nanoTime() + settings.connectTimeout().toNanos();
        while (true) {
            try {
                return new Cassandra(builder(settings).build());
            } catch (AllNodesFailedException e) {
                if (System.nanoTime() - deadline > 0) {
                    throw new IllegalStateException(
                            "No Cassandra node answered at " + settings.contactPoints()
                                    + ": start one there or set millrace.cassandra.contact-points. " + e.getMessage(),
                            e);
                }
                pause();
            } catch (DriverException e) {
                throw new IllegalStateException(
                        "Cannot use keyspace " + settings.keyspace() + " of Cassandra at " + settings.contactPoints()
                                + ". " + e.getMessage(),
                        e);
            }
        }
    }

    private static CqlSessionBuilder builder(CassandraSettings settings) {
        CqlSessionBuilder builder = CqlSession.builder()
                .addContactPoints(settings.addresses())
                .withConfigLoader(DriverOptions.of(settings))
                .withKeyspace(settings.keyspace());
        if (settings.username() != null && settings.password() != null) {
            builder = builder.withAuthCredentials(settings.username(), settings.password());
        }
        if (settings.tls()) {
            try {
                builder = builder.withSslContext(SSLContext.getDefault());
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("This JVM has no TLS", e);
            }
        }
        return builder;
    }

    private static void pause() {
        try {
            Thread.sleep(250);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while connecting to Cassandra", e);
        }
    }

    /**
     * Prepares a statement that may be repeated without harm. Blocks: for constructors only.
     *
     * @throws IllegalStateException if the schema does not have what the statement names
     */
    public PreparedStatement prepare(String cql) {
        return prepare(SimpleStatement.newInstance(cql));
    }

    /**
     * Prepares a statement that goes through Paxos, or a read that sees what went through it, at {@code SERIAL}. The driver
     * does not repeat it by itself, because a repeated claim would find itself taken.
     */
    public PreparedStatement prepareClaim(String cql) {
        return prepare(SimpleStatement.newInstance(cql)
                .setIdempotent(false)
                .setSerialConsistencyLevel(ConsistencyLevel.SERIAL)
                .setConsistencyLevel(
                        cql.startsWith("SELECT") ? ConsistencyLevel.SERIAL : ConsistencyLevel.LOCAL_QUORUM));
    }

    /** Prepares a statement that needs a majority whatever the settings say. */
    public PreparedStatement prepareQuorum(String cql) {
        return prepare(SimpleStatement.newInstance(cql).setConsistencyLevel(ConsistencyLevel.LOCAL_QUORUM));
    }

    private PreparedStatement prepare(SimpleStatement statement) {
        try {
            return session.prepare(statement);
        } catch (QueryValidationException e) {
            throw new IllegalStateException(
                    "The schema of keyspace " + session.getKeyspace().orElseThrow()
                            + " does not fit this version; run the migrations. " + statement.getQuery() + ": "
                            + e.getMessage(),
                    e);
        }
    }

    /** Runs a statement and gives the first page of its result. */
    public Mono<AsyncResultSet> execute(Statement<?> statement) {
        return Mono.fromCompletionStage(() -> session.executeAsync(statement)).onErrorMap(Cassandra::translate);
    }

    /** Runs a statement and gives all its rows, a page at a time as they are asked for. */
    public Flux<Row> rows(Statement<?> statement) {
        return execute(statement)
                .expand(page -> page.hasMorePages()
                        ? Mono.fromCompletionStage(page::fetchNextPage).onErrorMap(Cassandra::translate)
                        : Mono.empty())
                .concatMapIterable(AsyncResultSet::currentPage, 1);
    }

    /** Runs a statement and gives its only row, or nothing. */
    public Mono<Row> row(Statement<?> statement) {
        return execute(statement).mapNotNull(AsyncResultSet::one);
    }

    /** Runs a statement that gives no rows. */
    public Mono<Void> write(Statement<?> statement) {
        return execute(statement).then();
    }

    private static Throwable translate(Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        if (cause instanceof QueryValidationException) {
            return cause;
        }
        if (cause instanceof DriverException) {
            return new StorageUnavailable("Cassandra did not answer: " + cause.getMessage(), cause);
        }
        return cause;
    }

    @Override
    public void close() {
        session.close();
    }
}
