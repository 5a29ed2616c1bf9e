package io.millrace.ingest.expiry;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.storage.expiry.DueReads;
import io.millrace.storage.expiry.DueWrites;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Sweeps the shards of this instance, of every kind, again and again. A shard that fails waits for the next time. */
public final class Sweeper implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Sweeper.class);
    private static final int SHARDS_AT_ONCE = 4;

    /** A kind and how it is swept. */
    private record Swept(ExpiryTarget target, ShardSweep sweep) {}

    /** One shard of one kind. */
    private record Share(Swept swept, int shard) {}

    private final List<Swept> kinds;
    private final Duration interval;
    private volatile @Nullable Disposable running;

    public Sweeper(
            List<ExpiryTarget> targets,
            DueReads reads,
            DueWrites writes,
            ExpiryProperties properties,
            MeterRegistry registry) {
        Pace pace = new Pace(properties.purgesPerSecond());
        this.interval = properties.interval();
        this.kinds = targets.stream()
                .map(target -> new Swept(
                        target,
                        new ShardSweep(
                                target,
                                reads,
                                writes,
                                pace,
                                new SweepMeters(target.kind(), registry),
                                Clock.systemUTC())))
                .toList();
    }

    @Override
    public void start() {
        running = Mono.defer(this::sweepAll)
                .repeatWhen(ends -> ends.concatMap(end -> Mono.delay(interval)))
                .subscribe();
    }

    private Mono<Void> sweepAll() {
        return Flux.fromIterable(kinds)
                .flatMapIterable(kind -> kind.target().shards().mine().stream()
                        .map(shard -> new Share(kind, shard))
                        .toList())
                .flatMap(
                        share -> share.swept().sweep().sweep(share.shard()).onErrorResume(error -> {
                            log.warn(
                                    "What is due of {} in shard {} is seen to later: {}",
                                    share.swept().target().kind(),
                                    share.shard(),
                                    error.toString());
                            return Mono.empty();
                        }),
                        SHARDS_AT_ONCE)
                .then();
    }

    @Override
    public void stop() {
        Disposable ending = running;
        if (ending != null) {
            running = null;
            ending.dispose();
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }
}
