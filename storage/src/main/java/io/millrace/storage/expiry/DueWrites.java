package io.millrace.storage.expiry;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import io.millrace.storage.Cassandra;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Writes of the tables {@code due} and {@code due_slots}. Projections put reminders, as often as they like; the sweep forgets
 * those that it has seen to. What was put while it looked stays: it forgets only what was written some seconds before it began
 * to read, so clocks that differ by less do no harm.
 */
public final class DueWrites {
    /** How far the clocks of those who put and those who forget may be apart. */
    public static final Duration CLOCK_SKEW = Duration.ofSeconds(5);

    private static final int STATEMENTS_PER_BATCH = 100;
    private static final int WRITES_AT_ONCE = 64;

    private final Cassandra cassandra;
    private final PreparedStatement put;
    private final PreparedStatement putSlot;
    private final PreparedStatement forget;
    private final PreparedStatement forgetSlot;
    private final Clock clock = Clock.systemUTC();
    private final RecentSlots known = new RecentSlots();

    public DueWrites(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.put = cassandra.prepare("INSERT INTO due (kind, shard, slot, due_at, id) VALUES (?, ?, ?, ?, ?)");
        this.putSlot = cassandra.prepare("INSERT INTO due_slots (kind, shard, slot) VALUES (?, ?, ?)");
        this.forget = cassandra.prepare("DELETE FROM due USING TIMESTAMP ? WHERE kind = ? AND shard = ? AND slot = ?"
                + " AND (due_at, id) <= (?, ?)");
        this.forgetSlot =
                cassandra.prepare("DELETE FROM due_slots USING TIMESTAMP ? WHERE kind = ? AND shard = ? AND slot = ?");
    }

    /** Puts reminders; those of one slot share a write. Completes when all are written, in no particular order. */
    public Mono<Void> put(Collection<Due> reminders) {
        return Flux.fromIterable(reminders.stream()
                        .collect(groupingBy(DueSlot::of, LinkedHashMap::new, toList()))
                        .entrySet())
                .flatMap(this::put, WRITES_AT_ONCE)
                .then();
    }

    /** The slot comes last: a sweep that does not see the reminders yet must not be able to forget it. */
    private Mono<Void> put(Map.Entry<DueSlot, List<Due>> entry) {
        DueSlot slot = entry.getKey();
        Mono<Void> rows = Flux.fromIterable(entry.getValue())
                .buffer(STATEMENTS_PER_BATCH)
                .concatMap(some -> cassandra.write(statement(slot, some)))
                .then();
        if (known.contains(slot)) {
            return rows;
        }
        return rows.then(Mono.defer(() -> cassandra.write(putSlot.bind(slot.kind(), slot.shard(), slot.start()))))
                .doOnSuccess(done -> {
                    // A slot that may be swept soon may also be forgotten soon.
                    if (slot.start().isAfter(clock.instant().plus(DueSlot.LENGTH))) {
                        known.add(slot);
                    }
                });
    }

    private Statement<?> statement(DueSlot slot, List<Due> reminders) {
        List<BoundStatement> bound = reminders.stream()
                .map(due -> put.bind(slot.kind(), slot.shard(), slot.start(), due.at(), due.id()))
                .toList();
        return bound.size() == 1
                ? bound.get(0)
                : BatchStatement.newInstance(BatchType.UNLOGGED).addAll(bound);
    }

    /**
     * Forgets what was seen to in a slot.
     *
     * @param last the last one, in the order in which they are read
     * @param readAt when reading began
     */
    public Mono<Void> forget(DueSlot slot, Due last, Instant readAt) {
        return Mono.defer(() -> cassandra.write(
                forget.bind(before(readAt), slot.kind(), slot.shard(), slot.start(), last.at(), last.id())));
    }

    /**
     * Forgets a slot in which nothing was left.
     *
     * @param readAt when reading it began
     */
    public Mono<Void> forget(DueSlot slot, Instant readAt) {
        return Mono.defer(
                () -> cassandra.write(forgetSlot.bind(before(readAt), slot.kind(), slot.shard(), slot.start())));
    }

    private static long before(Instant readAt) {
        return readAt.minus(CLOCK_SKEW).toEpochMilli() * 1_000;
    }
}
