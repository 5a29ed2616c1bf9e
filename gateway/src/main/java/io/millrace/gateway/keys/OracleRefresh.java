package io.millrace.gateway.keys;

import io.millrace.storage.keys.KeyBlocks;
import io.millrace.storage.keys.KeyReservations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Keeps the oracle's knowledge fresh while the gateway runs. */
final class OracleRefresh implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(OracleRefresh.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final KeyOracle oracle;
    private final int length;
    private final KeyBlocks blocks;
    private final KeyReservations reservations;
    private volatile @Nullable Disposable running;

    OracleRefresh(KeyOracle oracle, int length, KeyBlocks blocks, KeyReservations reservations) {
        this.oracle = oracle;
        this.length = length;
        this.blocks = blocks;
        this.reservations = reservations;
    }

    @Override
    public void start() {
        Mono<Void> aliases = reservations
                .all(length)
                .doOnNext(oracle::learnAlias)
                .then()
                .doOnSuccess(all -> oracle.knowAllAliases())
                .retryWhen(Retry.backoff(Long.MAX_VALUE, PERIOD).maxBackoff(Duration.ofSeconds(30)));
        Flux<Void> marks =
                Flux.interval(Duration.ZERO, PERIOD).onBackpressureDrop().concatMap(tick -> refresh(), 1);
        running = Flux.merge(aliases, marks).subscribe();
    }

    private Mono<Void> refresh() {
        return Mono.defer(() -> {
                    long askedAt = System.nanoTime();
                    return blocks.marks(length).doOnNext(leased -> oracle.learn(leased, askedAt));
                })
                .onErrorResume(error -> {
                    log.debug("The leased blocks cannot be read; until they can, every key may exist", error);
                    return Mono.empty();
                })
                .then();
    }

    @Override
    public void stop() {
        Disposable refresh = running;
        if (refresh != null) {
            refresh.dispose();
            running = null;
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }
}
