package io.millrace.ingest.media;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.posts.MediaEvent;
import io.millrace.contracts.posts.MediaId;
import io.millrace.ingest.accounts.Belongings;
import io.millrace.ingest.accounts.Ending;
import io.millrace.ingest.expiry.ExpiryTarget.Verdict;
import io.millrace.storage.media.MediaReads;
import io.millrace.storage.media.MediaWrites;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** The photos and videos of an account that was closed, whether or not posts have them: those go as well. */
public final class OwnedMedia implements Belongings {
    private final MediaReads reads;
    private final MediaWrites writes;
    private final Function<MediaEvent, Mono<Void>> log;
    private final Clock clock;

    public OwnedMedia(MediaReads reads, MediaWrites writes, Function<MediaEvent, Mono<Void>> log, Clock clock) {
        this.reads = reads;
        this.writes = writes;
        this.log = log;
        this.clock = clock;
    }

    @Override
    public Mono<Verdict> end(OwnerId owner, Instant at, int most) {
        return Ending.all(reads.of(owner, clock.instant()), id -> end(id, at), most);
    }

    private Mono<Ending> end(MediaId id, Instant at) {
        return reads.stored(id)
                .flatMap(stored -> stored.isDeleted()
                        ? Mono.just(Ending.ENDED_BEFORE)
                        : log.apply(new MediaEvent.MediaDeleted(stored.media().emptied(), at))
                                .thenReturn(Ending.ENDED))
                // The list has what the table of media is about to have.
                .defaultIfEmpty(Ending.CONTESTED);
    }

    @Override
    public Mono<Void> forget(OwnerId owner) {
        return writes.forget(owner, clock.instant());
    }
}
