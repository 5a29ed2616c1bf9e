package io.millrace.storage.links;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.links.Link;
import io.millrace.storage.Cassandra;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Writes of the tables {@code links_by_term} and {@code link_buckets}; for the projection only. Changes of one partition go
 * in one batch, which Cassandra writes at the cost of one: links that are made together mostly share their partitions.
 */
public final class LinkIndexWrites {
    private static final int STATEMENTS_PER_BATCH = 100;
    private static final int WRITES_AT_ONCE = 64;

    private final Cassandra cassandra;
    private final PreparedStatement put;
    private final PreparedStatement remove;
    private final PreparedStatement putBucket;
    private final PreparedStatement forget;
    private final RecentPartitions known = new RecentPartitions();

    public LinkIndexWrites(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.put = cassandra.prepare("INSERT INTO links_by_term (owner, term, bucket, created_at, key)"
                + " VALUES (?, ?, ?, ?, ?) USING TIMESTAMP ?");
        this.remove = cassandra.prepare("DELETE FROM links_by_term USING TIMESTAMP ?"
                + " WHERE owner = ? AND term = ? AND bucket = ? AND created_at = ? AND key = ?");
        this.putBucket = cassandra.prepare("INSERT INTO link_buckets (owner, term, bucket) VALUES (?, ?, ?)");
        this.forget = cassandra.prepare("DELETE FROM link_buckets WHERE owner = ? AND term = ?");
    }

    /** Lists the link under all its terms. */
    public Mono<Void> put(Link link) {
        return apply(IndexChange.has(link).toList());
    }

    /** Writes many changes; completes when all are written, in no particular order. */
    public Mono<Void> apply(Collection<IndexChange> changes) {
        return Flux.fromIterable(changes.stream()
                        .collect(groupingBy(Partition::of, LinkedHashMap::new, toList()))
                        .entrySet())
                .flatMap(entry -> write(entry.getKey(), entry.getValue()), WRITES_AT_ONCE)
                .then();
    }

    /** Forgets that an owner ever had the term; what is still listed under it cannot be found by it any more. */
    public Mono<Void> forget(OwnerId owner, String term) {
        return Mono.defer(() -> cassandra.write(forget.bind(owner.value(), term)));
    }

    private Mono<Void> write(Partition partition, List<IndexChange> changes) {
        Mono<Void> entries = Flux.fromIterable(changes)
                .buffer(STATEMENTS_PER_BATCH)
                .concatMap(some -> cassandra.write(statement(some)))
                .then();
        if (known.contains(partition) || changes.stream().noneMatch(IndexChange::present)) {
            return entries;
        }
        return cassandra
                .write(putBucket.bind(partition.owner().value(), partition.term(), partition.bucket()))
                .doOnSuccess(done -> known.add(partition))
                .then(entries);
    }

    private Statement<?> statement(List<IndexChange> changes) {
        if (changes.size() == 1) {
            return bind(changes.get(0));
        }
        return BatchStatement.newInstance(BatchType.UNLOGGED)
                .addAll(changes.stream().map(this::bind).toList());
    }

    private BoundStatement bind(IndexChange change) {
        String owner = change.owner().value();
        String key = change.key().value();
        Instant bucket = LinkBuckets.of(change.createdAt());
        return change.present()
                ? put.bind(owner, change.term(), bucket, change.createdAt(), key, change.timestamp())
                : remove.bind(change.timestamp(), owner, change.term(), bucket, change.createdAt(), key);
    }

    private record Partition(OwnerId owner, String term, Instant bucket) {
        static Partition of(IndexChange change) {
            return new Partition(change.owner(), change.term(), LinkBuckets.of(change.createdAt()));
        }
    }

    /** Partitions whose slot is certainly on record: spares the same row for every link of the same ten minutes. */
    private static final class RecentPartitions {
        private static final int CAPACITY = 20_000;

        private final Map<Partition, Boolean> recent = new LinkedHashMap<>(256, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Partition, Boolean> eldest) {
                return size() > CAPACITY;
            }
        };

        synchronized boolean contains(Partition partition) {
            return recent.get(partition) != null;
        }

        synchronized void add(Partition partition) {
            recent.put(partition, true);
        }
    }
}
