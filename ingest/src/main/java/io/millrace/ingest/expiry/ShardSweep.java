package io.millrace.ingest.expiry;

import io.millrace.ingest.expiry.ExpiryTarget.Verdict;
import io.millrace.ingest.log.LogUnavailable;
import io.millrace.storage.StorageUnavailable;
import io.millrace.storage.expiry.Due;
import io.millrace.storage.expiry.DueReads;
import io.millrace.storage.expiry.DueSlot;
import io.millrace.storage.expiry.DueWrites;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Sees to everything of one kind that is due in one shard, the oldest first, some at a time. A reminder is forgotten only after
 * what it reminds of was seen to; so a sweep that is killed anywhere is begun again where it was, and what it had done is found
 * done.
 */
final class ShardSweep {
    private static final Logger log = LoggerFactory.getLogger(ShardSweep.class);
    private static final int TOGETHER = 200;
    private static final int PURGES_AT_ONCE = 4;
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Duration LATER = Duration.ofHours(1);

    private final ExpiryTarget target;
    private final DueReads reads;
    private final DueWrites writes;
    private final Pace pace;
    private final SweepMeters meters;
    private final Clock clock;

    ShardSweep(ExpiryTarget target, DueReads reads, DueWrites writes, Pace pace, SweepMeters meters, Clock clock) {
        this.target = target;
        this.reads = reads;
        this.writes = writes;
        this.pace = pace;
        this.meters = meters;
        this.clock = clock;
    }

    /** One pass; ends early when the shard goes to another instance. */
    Mono<Void> sweep(int shard) {
        return reads.slots(target.kind(), shard, dueBy())
                .takeWhile(slot -> target.shards().isMine(shard))
                .concatMap(this::sweep, 1)
                .then()
                .doFinally(end -> meters.done(shard));
    }

    private Mono<Void> sweep(DueSlot slot) {
        return Mono.defer(() -> {
            Instant readAt = clock.instant();
            return reads.due(slot, readAt.minus(target.grace()))
                    .buffer(TOGETHER)
                    .concatMap(some -> seeTo(slot, some, readAt), 1)
                    .all(done -> done)
                    .flatMap(all -> all
                                    && slot.end()
                                            .isBefore(
                                                    readAt.minus(target.grace()).minus(DueWrites.CLOCK_SKEW))
                            ? writes.forget(slot, readAt)
                            : Mono.empty());
        });
    }

    /** False if they had to be left. */
    private Mono<Boolean> seeTo(DueSlot slot, List<Due> some, Instant readAt) {
        meters.at(slot.shard(), some.get(0).at());
        return target.shards()
                .caughtUp(slot.shard())
                .filter(caughtUp -> caughtUp)
                .flatMap(caughtUp -> Flux.fromIterable(some)
                        // One by one, so that redirects share the machine with a trickle and not with waves.
                        .flatMap(due -> pace.take().then(seeTo(due)), PURGES_AT_ONCE)
                        .flatMap(Mono::justOrEmpty)
                        .collectList()
                        .flatMap(writes::put)
                        .then(writes.forget(slot, some.get(some.size() - 1), readAt))
                        .thenReturn(true))
                .defaultIfEmpty(false);
    }

    /** When to look at it again, if that is to be. */
    private Mono<Optional<Due>> seeTo(Due due) {
        return target.purge(due.id(), dueBy())
                .map(verdict -> again(due, verdict))
                .onErrorResume(
                        error -> !(error instanceof StorageUnavailable || error instanceof LogUnavailable), error -> {
                            meters.failed();
                            log.warn("{} {} cannot be purged now", due.kind(), due.id(), error);
                            return Mono.just(Optional.of(at(due, LATER)));
                        });
    }

    private Optional<Due> again(Due due, Verdict verdict) {
        if (verdict == Verdict.PURGED) {
            meters.purged();
        }
        return switch (verdict) {
            case LOOK_AGAIN -> Optional.of(at(due, SOON));
            case MORE -> Optional.of(at(due, Duration.ZERO));
            case PURGED, NOTHING_DUE -> Optional.empty();
        };
    }

    private Instant dueBy() {
        return clock.instant().minus(target.grace());
    }

    /** To the minute, so that looking often does not make many reminders. */
    private Due at(Due due, Duration after) {
        Instant at = dueBy().plus(after).truncatedTo(ChronoUnit.MINUTES);
        return new Due(due.kind(), due.shard(), at, due.id());
    }
}
