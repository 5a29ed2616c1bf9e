package io.millrace.gateway.keys;

import io.millrace.storage.keys.KeyBlocks;

/** How counters are cut into blocks and blocks dealt to shards: counter = ((n × shards) + shard) × size + offset. */
final class Blocks {
    /** Counters in a block. */
    static final int SIZE = 10_000;

    private Blocks() {}

    /** The number of a shard's n-th block among all blocks. */
    static long number(long n, int shard) {
        return Math.addExact(Math.multiplyExact(n, KeyBlocks.SHARDS), shard);
    }

    /** The block in which a counter lies. */
    static long of(long counter) {
        return counter / SIZE;
    }

    /** The first counter of a block. */
    static long first(long block) {
        return Math.multiplyExact(block, SIZE);
    }

    /** Whether a block was leased, given how many each shard has leased. */
    static boolean isLeased(long block, long[] marks) {
        return block / KeyBlocks.SHARDS < marks[(int) (block % KeyBlocks.SHARDS)];
    }
}
