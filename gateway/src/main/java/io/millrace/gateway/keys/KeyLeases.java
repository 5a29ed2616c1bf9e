package io.millrace.gateway.keys;

import java.util.Set;
import reactor.core.publisher.Mono;

/** What an issuer needs of the others: blocks that nobody else gets, and which counters to skip. */
interface KeyLeases {
    /** The n-th block of a shard, given to nobody else. */
    Mono<Long> lease(int shard);

    /** The counters of a block whose keys are aliases; read after the block was leased. */
    Mono<Set<Long>> reserved(long block);
}
