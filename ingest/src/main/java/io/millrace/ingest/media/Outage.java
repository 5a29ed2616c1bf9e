package io.millrace.ingest.media;

import io.millrace.ingest.log.LogUnavailable;
import io.millrace.storage.blobs.BlobStoreUnavailable;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** The object store or the log is away: nothing is wrong with an event then, so it waits, as it does for the database. */
final class Outage {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private Outage() {}

    static <T> Mono<T> waitedFor(Mono<T> work) {
        return work.retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_PAUSE)
                .maxBackoff(LONGEST_PAUSE)
                .filter(error -> error instanceof BlobStoreUnavailable || error instanceof LogUnavailable));
    }
}
