package io.millrace.storage.telemetry;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import io.millrace.contracts.telemetry.Grain;
import io.millrace.contracts.telemetry.Rollup;
import io.millrace.contracts.telemetry.Subject;
import io.millrace.storage.Cassandra;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Writes of the table {@code telemetry_rollups}; for the projection only. A write takes its place in time from the rollup's
 * revision, so an earlier state never replaces a later one, in whatever order and however often they are written.
 */
public final class RollupWrites {
    private static final int WRITES_AT_ONCE = 128;
    private static final int DELETIONS_AT_ONCE = 16;
    private static final int STATEMENTS_PER_BATCH = 30;
    /** A node refuses messages of more than some megabytes, and a large rollup alone can have one. */
    private static final int BYTES_PER_BATCH = 1 << 20;

    private final Cassandra cassandra;
    private final PreparedStatement put;
    private final PreparedStatement forget;

    public RollupWrites(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.put = cassandra.prepare("INSERT INTO telemetry_rollups"
                + " (subject, grain, bucket, start, part, revision, total, bots, counts, visitors)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) USING TIMESTAMP ?");
        this.forget = cassandra.prepare("DELETE FROM telemetry_rollups WHERE subject = ? AND grain = ? AND bucket = ?");
    }

    /** Writes one rollup. */
    public Mono<Void> put(Rollup rollup) {
        return Mono.defer(() -> cassandra.write(bind(rollup)));
    }

    /** Writes many; completes when all are written, in no particular order. Those of one partition share a write. */
    public Mono<Void> putAll(Collection<Rollup> rollups) {
        return Flux.fromIterable(rollups.stream()
                        .collect(groupingBy(Partition::of, LinkedHashMap::new, toList()))
                        .values())
                .concatMapIterable(this::statements)
                .flatMap(cassandra::write, WRITES_AT_ONCE)
                .then();
    }

    /** Forgets what was counted for a subject, in the whole days and months that the range touches. */
    public Mono<Void> forget(Subject subject, Instant from, Instant to) {
        return Flux.fromArray(Grain.values())
                .concatMap(grain -> Flux.fromIterable(RollupBuckets.between(grain, from, to))
                        .flatMap(
                                bucket -> cassandra.write(
                                        forget.bind(subject.value(), RollupReads.wireName(grain), bucket)),
                                DELETIONS_AT_ONCE))
                .then();
    }

    private List<Statement<?>> statements(List<Rollup> ofOnePartition) {
        List<Statement<?>> statements = new ArrayList<>();
        List<BatchableStatement<?>> batch = new ArrayList<>();
        int bytes = 0;
        for (Rollup rollup : ofOnePartition) {
            BoundStatement bound = bind(rollup);
            int size = size(bound);
            if (batch.size() == STATEMENTS_PER_BATCH || !batch.isEmpty() && bytes + size > BYTES_PER_BATCH) {
                statements.add(together(batch));
                batch = new ArrayList<>();
                bytes = 0;
            }
            batch.add(bound);
            bytes += size;
        }
        statements.add(together(batch));
        return statements;
    }

    private static Statement<?> together(List<BatchableStatement<?>> batch) {
        return batch.size() == 1 ? batch.get(0) : BatchStatement.newInstance(BatchType.UNLOGGED, batch);
    }

    private static int size(BoundStatement bound) {
        return bound.getValues().stream()
                .mapToInt(value -> value == null ? 0 : value.remaining())
                .sum();
    }

    private BoundStatement bind(Rollup rollup) {
        return put.bind(
                rollup.subject().value(),
                RollupReads.wireName(rollup.grain()),
                RollupBuckets.of(rollup.grain(), rollup.start()),
                rollup.start(),
                rollup.part(),
                rollup.revision(),
                rollup.total(),
                rollup.bots(),
                ByteBuffer.wrap(CountsCodec.encode(rollup.counts())),
                ByteBuffer.wrap(rollup.visitors()),
                rollup.revision());
    }

    private record Partition(Subject subject, Grain grain, Instant bucket) {
        static Partition of(Rollup rollup) {
            return new Partition(rollup.subject(), rollup.grain(), RollupBuckets.of(rollup.grain(), rollup.start()));
        }
    }
}
