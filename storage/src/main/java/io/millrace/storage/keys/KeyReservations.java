package io.millrace.storage.keys;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.millrace.storage.Cassandra;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The table {@code key_reservations}: counters that the issuer must skip because their keys were chosen as aliases. Reads and
 * writes ask a majority, so a reservation that was answered is seen by every later read.
 */
public final class KeyReservations {
    private static final int SLICES = 256;
    private static final int SLICES_AT_ONCE = 16;

    private final Cassandra cassandra;
    private final PreparedStatement reserve;
    private final PreparedStatement inBlock;
    private final PreparedStatement inSlice;

    public KeyReservations(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.reserve = cassandra.prepareQuorum(
                "INSERT INTO key_reservations (length, slice, block, counter) VALUES (?, ?, ?, ?)");
        this.inBlock = cassandra.prepareQuorum(
                "SELECT counter FROM key_reservations WHERE length = ? AND slice = ? AND block = ?");
        this.inSlice = cassandra.prepareQuorum("SELECT counter FROM key_reservations WHERE length = ? AND slice = ?");
    }

    /** Takes a counter out of the issuer's hands. It must still be looked at whether its block was leased before. */
    public Mono<Void> reserve(int length, long block, long counter) {
        return Mono.defer(() -> cassandra.write(reserve.bind(length, slice(block), block, counter)));
    }

    /** The reserved counters of a block, in rising order. */
    public Flux<Long> inBlock(int length, long block) {
        return Flux.defer(() -> cassandra.rows(inBlock.bind(length, slice(block), block)))
                .map(row -> row.getLong("counter"));
    }

    /** All reserved counters of a key length, in no particular order. */
    public Flux<Long> all(int length) {
        return Flux.range(0, SLICES)
                .flatMap(
                        slice -> cassandra.rows(inSlice.bind(length, slice)).map(row -> row.getLong("counter")),
                        SLICES_AT_ONCE);
    }

    private static int slice(long block) {
        return (int) Math.floorMod(block, (long) SLICES);
    }
}
