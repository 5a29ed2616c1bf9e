package io.millrace.ingest.expiry;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Mono;

/** Spaces work out to so much a second, whoever does it: what is served to people comes first. Thread-safe. */
final class Pace {
    private final long nanosEach;
    private final AtomicLong free = new AtomicLong(System.nanoTime());

    Pace(int perSecond) {
        this.nanosEach = 1_000_000_000L / perSecond;
    }

    /** Waits until one more may be begun. What was not used in the past is not saved up. */
    Mono<Void> take() {
        return Mono.defer(() -> {
            long now = System.nanoTime();
            long from = free.getAndUpdate(next -> Math.max(next, now) + nanosEach);
            return from <= now
                    ? Mono.empty()
                    : Mono.delay(Duration.ofNanos(from - now)).then();
        });
    }
}
