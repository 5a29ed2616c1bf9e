package io.millrace.storage.expiry;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.millrace.storage.Cassandra;
import java.time.Instant;
import java.util.Objects;
import reactor.core.publisher.Flux;

/** Reads of the tables {@code due} and {@code due_slots}; for the instance that owns the shard. */
public final class DueReads {
    private static final int PAGE = 512;

    private final Cassandra cassandra;
    private final PreparedStatement slots;
    private final PreparedStatement due;

    public DueReads(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.slots = cassandra.prepare("SELECT slot FROM due_slots WHERE kind = ? AND shard = ? AND slot <= ?");
        this.due = cassandra.prepare(
                "SELECT due_at, id FROM due WHERE kind = ? AND shard = ? AND slot = ? AND due_at <= ?");
    }

    /** The slots that have begun by then and hold something, the oldest first. */
    public Flux<DueSlot> slots(String kind, int shard, Instant until) {
        return Flux.defer(() -> cassandra.rows(slots.bind(kind, shard, until).setPageSize(PAGE)))
                .map(row -> new DueSlot(kind, shard, Objects.requireNonNull(row.getInstant("slot"))));
    }

    /** What is due by then in a slot, in the order of time and id; read a page at a time as it is asked for. */
    public Flux<Due> due(DueSlot slot, Instant until) {
        return Flux.defer(() -> cassandra.rows(
                        due.bind(slot.kind(), slot.shard(), slot.start(), until).setPageSize(PAGE)))
                .map(row -> new Due(
                        slot.kind(),
                        slot.shard(),
                        Objects.requireNonNull(row.getInstant("due_at")),
                        Objects.requireNonNull(row.getString("id"))));
    }
}
