package io.millrace.gateway.media;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.posts.Media;
import io.millrace.contracts.posts.MediaEvent;
import io.millrace.contracts.posts.MediaId;
import io.millrace.gateway.log.EventLog;
import io.millrace.gateway.log.MediaListener;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import io.millrace.storage.blobs.BlobStore;
import io.millrace.storage.media.MediaClaims;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Takes photos and videos in, and away: stores bytes, decides what must be decided by a claim, appends to the log, and only
 * then answers. This gateway's own views hear of the event at once, the others from the log.
 */
final class MediaCommands {
    private final MediaIntake intake;
    private final BlobStore blobs;
    private final MediaClaims claims;
    private final EventLog events;
    private final List<MediaListener> listeners;
    private final Clock clock;

    MediaCommands(BlobStore blobs, MediaClaims claims, EventLog events, List<MediaListener> listeners, Clock clock) {
        this.intake = new MediaIntake(blobs);
        this.blobs = blobs;
        this.claims = claims;
        this.events = events;
        this.listeners = listeners;
        this.clock = clock;
    }

    /** Takes a file in. A photo is shown when it is rendered, a video at once. */
    Mono<Media> upload(MediaId id, OwnerId owner, Flux<ByteBuffer> bytes) {
        return intake.take(id, bytes).flatMap(taken -> {
            Media.State state = taken.kind().isPhoto() ? Media.State.UPLOADED : Media.State.READY;
            Media media = new Media(id, owner, taken.kind(), taken.blob(), state, 0, 0, null, List.of(), null);
            Mono<Void> undo = blobs.delete(taken.blob().key()).onErrorComplete();
            return append(new MediaEvent.MediaUploaded(media), undo).thenReturn(media);
        });
    }

    /** Takes it away, unless a post has it: then it goes with the post. */
    Mono<Void> delete(Media media) {
        return claims.end(media.id())
                .filter(ended -> ended)
                .switchIfEmpty(Mono.error(() ->
                        Problem.of(ProblemType.MEDIA_ON_POST, "It is on a post and goes with it; delete the post")))
                .flatMap(ended -> append(new MediaEvent.MediaDeleted(media.emptied(), clock.instant()), Mono.empty()));
    }

    private Mono<Void> append(MediaEvent event, Mono<Void> undo) {
        return events.append(event, undo)
                .doOnSuccess(appended -> listeners.forEach(listener -> listener.happened(event)));
    }
}
