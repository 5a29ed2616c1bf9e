package io.millrace.gateway.keys;

import io.millrace.storage.keys.KeyBlocks;
import io.millrace.storage.keys.KeyReservations;
import java.util.Set;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/** Leases of one key length in the tables that all gateways share. */
final class CassandraLeases implements KeyLeases {
    private final int length;
    private final KeyBlocks blocks;
    private final KeyReservations reservations;

    CassandraLeases(int length, KeyBlocks blocks, KeyReservations reservations) {
        this.length = length;
        this.blocks = blocks;
        this.reservations = reservations;
    }

    @Override
    public Mono<Long> lease(int shard) {
        return blocks.lease(length, shard);
    }

    @Override
    public Mono<Set<Long>> reserved(long block) {
        return reservations.inBlock(length, block).collect(Collectors.toUnmodifiableSet());
    }
}
