package io.millrace.gateway.keys;

import io.millrace.contracts.links.LinkKey;
import io.millrace.gateway.web.Problem;
import io.millrace.storage.keys.KeyBlocks;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Issues keys from leased blocks of counters. Two issuers never hold the same block, so no key is issued twice whatever
 * crashes; what is left of a block when its issuer ends is never issued, which costs nothing of note.
 *
 * <p>The block after the present one is leased when half of the present one is used, so that issuing does not wait. Thread-safe.
 */
public final class KeyIssuer {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final KeyFormat format;
    private final KeyLeases leases;
    private final int shard;
    private final AtomicReference<@Nullable Block> present = new AtomicReference<>();
    private final AtomicReference<@Nullable Mono<Block>> coming = new AtomicReference<>();

    /**
     * @param shard from which blocks are taken, 0 to 15; issuers on different shards do not contend
     */
    KeyIssuer(KeyFormat format, KeyLeases leases, int shard) {
        this.format = format;
        this.leases = leases;
        this.shard = Math.floorMod(shard, KeyBlocks.SHARDS);
    }

    /**
     * A key that was never issued before, here or elsewhere.
     *
     * @return the key, or the problem {@code unavailable} if no block can be leased
     */
    public Mono<LinkKey> issue() {
        return Mono.defer(() -> {
            Block block = present.get();
            LinkKey key = block == null ? null : take(block);
            if (block == null || key == null) {
                Mono<Block> lease = next();
                return lease.doOnNext(leased -> install(block, leased, lease)).then(issue());
            }
            // One caller in each block waits for the next lease, so that the callers at its end need not.
            return block.isHalfUsedFirst() ? next().onErrorComplete().thenReturn(key) : Mono.just(key);
        });
    }

    private @Nullable LinkKey take(Block block) {
        for (long counter = block.next(); counter >= 0; counter = block.next()) {
            if (!block.reserved.contains(counter)) {
                return format.encode(counter);
            }
        }
        return null;
    }

    private void install(@Nullable Block used, Block leased, Mono<Block> lease) {
        if (present.compareAndSet(used, leased)) {
            coming.compareAndSet(lease, null);
        }
    }

    /** The lease that is under way, or a new one; all who wait for a block share it. */
    private Mono<Block> next() {
        Mono<Block> mine =
                Mono.defer(this::lease).doOnError(error -> coming.set(null)).cache();
        while (true) {
            Mono<Block> under = coming.get();
            if (under != null) {
                return under;
            }
            if (coming.compareAndSet(null, mine)) {
                return mine;
            }
        }
    }

    private Mono<Block> lease() {
        return leases.lease(shard)
                .map(n -> Blocks.number(n, shard))
                .flatMap(number -> Blocks.first(number + 1) > format.bound()
                        ? Mono.error(Problem.unavailable(
                                "All keys of this length are issued; a greater length must be configured",
                                Duration.ofHours(1)))
                        : leases.reserved(number).map(reserved -> new Block(Blocks.first(number), reserved)))
                .timeout(PATIENCE)
                .onErrorMap(
                        TimeoutException.class,
                        late -> Problem.unavailable("No block of keys could be leased in time", RETRY_AFTER));
    }

    /** A leased block and how far it is used. */
    private static final class Block {
        private final long first;
        private final Set<Long> reserved;
        private final AtomicLong used = new AtomicLong();
        private final AtomicBoolean halfUsed = new AtomicBoolean();

        Block(long first, Set<Long> reserved) {
            this.first = first;
            this.reserved = Set.copyOf(reserved);
        }

        /** The next counter; -1 if there is none left. */
        long next() {
            long offset = used.getAndIncrement();
            return offset < Blocks.SIZE ? first + offset : -1;
        }

        /** True once: for the caller that finds the block half used first. */
        boolean isHalfUsedFirst() {
            return used.get() >= Blocks.SIZE / 2 && halfUsed.compareAndSet(false, true);
        }
    }
}
