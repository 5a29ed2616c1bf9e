package io.millrace.storage.keys;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.millrace.storage.Cassandra;
import io.millrace.storage.StorageUnavailable;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** The table {@code key_blocks}: hands out blocks of counters, each at most once. */
public final class KeyBlocks {
    /** How many shards a key length has. */
    public static final int SHARDS = 16;

    private static final int ATTEMPTS = 20;

    private final Cassandra cassandra;
    private final PreparedStatement read;
    private final PreparedStatement first;
    private final PreparedStatement next;
    private final PreparedStatement marks;

    public KeyBlocks(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.read = cassandra.prepareClaim("SELECT leased FROM key_blocks WHERE length = ? AND shard = ?");
        this.first =
                cassandra.prepareClaim("INSERT INTO key_blocks (length, shard, leased) VALUES (?, ?, 1) IF NOT EXISTS");
        this.next =
                cassandra.prepareClaim("UPDATE key_blocks SET leased = ? WHERE length = ? AND shard = ? IF leased = ?");
        this.marks = cassandra.prepareClaim("SELECT shard, leased FROM key_blocks WHERE length = ?");
    }

    /**
     * Leases the next block of a shard.
     *
     * @param length of the keys, 6 to 10
     * @param shard 0 to 15
     * @return the block's number within the shard, from 0; no caller ever gets the same. A lease whose answer was lost is a
     *     block that nobody gets.
     */
    public Mono<Long> lease(int length, int shard) {
        return Mono.defer(() -> cassandra.row(read.bind(length, shard)))
                .map(row -> row.getLong("leased"))
                .defaultIfEmpty(0L)
                .flatMap(leased -> cassandra
                        .execute(leased == 0 ? first.bind(length, shard) : next.bind(leased + 1, length, shard, leased))
                        .filter(AsyncResultSet::wasApplied)
                        .map(applied -> leased)
                        .switchIfEmpty(Mono.error(OvertakenException::new)))
                .retryWhen(Retry.backoff(ATTEMPTS, Duration.ofMillis(2))
                        .maxBackoff(Duration.ofMillis(100))
                        .filter(OvertakenException.class::isInstance)
                        .onRetryExhaustedThrow((spec, signal) -> new StorageUnavailable(
                                "Other gateways kept leasing blocks of the same shard", signal.failure())));
    }

    /** How many blocks of each of the {@value #SHARDS} shards are leased; sees every lease that was answered before. */
    public Mono<long[]> marks(int length) {
        return Mono.defer(() -> cassandra.rows(marks.bind(length)).collectList())
                .map(KeyBlocks::byShard);
    }

    private static long[] byShard(List<Row> rows) {
        long[] marks = new long[SHARDS];
        rows.forEach(row -> marks[row.getInt("shard")] = row.getLong("leased"));
        return marks;
    }

    private static final class OvertakenException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OvertakenException() {
            super("Another gateway leased the block", null, false, false);
        }
    }
}
