package io.millrace.storage.telemetry;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.data.ByteUtils;
import io.millrace.contracts.telemetry.Grain;
import io.millrace.contracts.telemetry.Rollup;
import io.millrace.contracts.telemetry.Subject;
import io.millrace.storage.Cassandra;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import reactor.core.publisher.Flux;

/** Reads of the table {@code telemetry_rollups}. */
public final class RollupReads {
    private static final int BUCKETS_AT_ONCE = 8;

    private final Cassandra cassandra;
    private final PreparedStatement between;

    public RollupReads(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.between = cassandra.prepare("SELECT start, part, revision, total, bots, counts, visitors"
                + " FROM telemetry_rollups"
                + " WHERE subject = ? AND grain = ? AND bucket = ? AND start >= ? AND start < ?");
    }

    /**
     * The subject's rollups that start in a range, oldest first; all parts of the same start follow each other. Reads one
     * partition for each day of hours, or each month of days.
     *
     * @param from inclusive
     * @param to exclusive
     */
    public Flux<Rollup> between(Subject subject, Grain grain, Instant from, Instant to) {
        return Flux.fromIterable(RollupBuckets.between(grain, from, to))
                .flatMapSequential(
                        bucket -> cassandra
                                .rows(between.bind(subject.value(), wireName(grain), bucket, from, to))
                                .map(row -> read(subject, grain, row)),
                        BUCKETS_AT_ONCE);
    }

    static String wireName(Grain grain) {
        return grain.name().toLowerCase(Locale.ROOT);
    }

    private static Rollup read(Subject subject, Grain grain, Row row) {
        return new Rollup(
                subject,
                grain,
                Objects.requireNonNull(row.getInstant("start")),
                row.getInt("part"),
                row.getLong("revision"),
                row.getLong("total"),
                row.getLong("bots"),
                CountsCodec.decode(ByteUtils.getArray(Objects.requireNonNull(row.getByteBuffer("counts")))),
                ByteUtils.getArray(Objects.requireNonNull(row.getByteBuffer("visitors"))));
    }
}
