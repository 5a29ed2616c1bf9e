package io.millrace.gateway.ids;

import io.millrace.contracts.posts.TimeOrderedId;
import io.millrace.storage.ids.NodeLeases;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The node number that this process makes ids with: leased, renewed while it runs, and no longer used well before the lease
 * would end. While the database is away it is used on until then. It is not given back at the end, or the next to take it could
 * make the same ids with a clock that is a little behind; it ends by itself.
 */
final class NodeLease implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(NodeLease.class);
    private static final Duration RENEW = NodeLeases.LIFE.dividedBy(8);
    private static final Duration RETRY = Duration.ofSeconds(1);
    /** What clocks and pauses may cost. */
    static final long USABLE_NANOS = NodeLeases.LIFE.dividedBy(2).toNanos();

    private static final int TRIES = 64;
    private static final int PHASE = 5;

    private record Held(int node, long sinceNanos) {}

    private final NodeLeases leases;
    private final LongSupplier nanos;
    private final UUID holder = UUID.randomUUID();
    private volatile @Nullable Held held;
    private volatile @Nullable Disposable keeping;

    /** @param nanos tells times apart, whatever the wall clock does */
    NodeLease(NodeLeases leases, LongSupplier nanos) {
        this.leases = leases;
        this.nanos = nanos;
    }

    /** The number, while this process certainly has it. */
    OptionalInt node() {
        Held now = held;
        return now == null || nanos.getAsLong() - now.sinceNanos() > USABLE_NANOS
                ? OptionalInt.empty()
                : OptionalInt.of(now.node());
    }

    @Override
    public void start() {
        keeping = Mono.defer(this::keep)
                .onErrorResume(error -> {
                    log.warn("The lease of a node number is tried again: {}", error.toString());
                    return Mono.empty();
                })
                .repeatWhen(rounds -> rounds.concatMap(round -> Mono.delay(held == null ? RETRY : RENEW)))
                .subscribe();
    }

    /** Takes a number, or holds the one there is for longer. */
    Mono<Void> keep() {
        Held now = held;
        long asked = nanos.getAsLong();
        if (now == null) {
            return take();
        }
        return leases.renew(now.node(), holder)
                .doOnNext(still -> {
                    held = still ? new Held(now.node(), asked) : null;
                    if (!still) {
                        log.warn("The lease of node {} was lost; another is taken", now.node());
                    }
                })
                .then();
    }

    private Mono<Void> take() {
        int from = ThreadLocalRandom.current().nextInt(TimeOrderedId.NODES);
        return Flux.range(0, TRIES)
                .map(i -> (from + i) % TimeOrderedId.NODES)
                .concatMap(node -> Mono.defer(() -> {
                    long asked = nanos.getAsLong();
                    return leases.take(node, holder).filter(won -> won).map(won -> new Held(node, asked));
                }))
                .next()
                .doOnNext(taken -> held = taken)
                .then();
    }

    @Override
    public void stop() {
        Disposable ending = keeping;
        if (ending != null) {
            keeping = null;
            ending.dispose();
        }
        held = null;
    }

    @Override
    public boolean isRunning() {
        return keeping != null;
    }

    /** Before the web server, and ends after it. */
    @Override
    public int getPhase() {
        return PHASE;
    }
}
