package io.millrace.storage.telemetry;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import io.millrace.contracts.telemetry.Grain;
import io.millrace.contracts.telemetry.Rollup;
import io.millrace.contracts.telemetry.Subject;
import io.millrace.storage.Cassandra;
import java.nio.ByteBuffer;
import java.time.Instant;
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
    private static final int STATEMENTS_PER_BATCH = 30;

    private final Cassandra cassandra;
    private final PreparedStatement put;

    public RollupWrites(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.put = cassandra.prepare("INSERT INTO telemetry_rollups"
                + " (subject, grain, bucket, start, part, revision, total, bots, counts, visitors)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) USING TIMESTAMP ?");
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
                .concatMapIterable(some -> slices(some))
                .flatMap(some -> cassandra.write(statement(some)), WRITES_AT_ONCE)
                .then();
    }

    private static List<List<Rollup>> slices(List<Rollup> rollups) {
        List<List<Rollup>> slices = new java.util.ArrayList<>();
        for (int from = 0; from < rollups.size(); from += STATEMENTS_PER_BATCH) {
            slices.add(rollups.subList(from, Math.min(rollups.size(), from + STATEMENTS_PER_BATCH)));
        }
        return slices;
    }

    private Statement<?> statement(List<Rollup> rollups) {
        if (rollups.size() == 1) {
            return bind(rollups.get(0));
        }
        return BatchStatement.newInstance(BatchType.UNLOGGED)
                .addAll(rollups.stream().map(this::bind).toList());
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
