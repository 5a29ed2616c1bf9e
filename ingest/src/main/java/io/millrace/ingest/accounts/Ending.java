package io.millrace.ingest.accounts;

import io.millrace.ingest.expiry.ExpiryTarget.Verdict;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What came of ending one thing of a closed account. */
public enum Ending {
    /** It had ended already. */
    ENDED_BEFORE,
    /** It has now. */
    ENDED,
    /** Somebody changes it at this moment. */
    CONTESTED;

    private static final int AT_ONCE = 32;

    /** Ends things until that many have ended, or all have. */
    public static <T> Mono<Verdict> all(Flux<T> things, Function<T, Mono<Ending>> end, int most) {
        return Mono.defer(() -> {
            AtomicInteger ended = new AtomicInteger();
            return things.flatMap(end, AT_ONCE)
                    .map(ending -> verdict(ending, ended, most))
                    .takeUntil(verdict -> verdict == Verdict.MORE)
                    .reduce(Verdict.PURGED, (one, other) -> one.compareTo(other) >= 0 ? one : other);
        });
    }

    private static Verdict verdict(Ending ending, AtomicInteger ended, int most) {
        return switch (ending) {
            case ENDED_BEFORE -> Verdict.PURGED;
            case ENDED -> ended.incrementAndGet() < most ? Verdict.PURGED : Verdict.MORE;
            case CONTESTED -> Verdict.LOOK_AGAIN;
        };
    }
}
