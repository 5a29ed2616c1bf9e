package io.millrace.ingest.media;

import io.millrace.contracts.Topic;
import io.millrace.contracts.Topics;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.posts.Media;
import io.millrace.contracts.posts.MediaEvent;
import io.millrace.ingest.log.InOrder;
import io.millrace.ingest.log.Projection;
import io.millrace.storage.blobs.BlobStore;
import io.millrace.storage.expiry.DueWrites;
import io.millrace.storage.media.MediaReads;
import io.millrace.storage.media.MediaWrites;
import io.millrace.storage.media.StoredMedia;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Keeps the last state of each photo and video, shows the posts that waited for one, and removes the bytes of those that are
 * deleted. What takes long, rendering, is another consumer's.
 */
final class MediaProjection implements Projection<MediaEvent> {
    private static final Logger log = LoggerFactory.getLogger(MediaProjection.class);
    private static final int IDS_AT_ONCE = 64;
    private static final int OBJECTS_AT_ONCE = 8;

    private final MediaReads reads;
    private final MediaWrites writes;
    private final BlobStore blobs;
    private final DueWrites due;
    private final PendingPosts pending;
    private final Function<MediaEvent, Mono<Void>> onward;

    /** @param onward appends what follows from events */
    MediaProjection(
            MediaReads reads,
            MediaWrites writes,
            BlobStore blobs,
            DueWrites due,
            PendingPosts pending,
            Function<MediaEvent, Mono<Void>> onward) {
        this.reads = reads;
        this.writes = writes;
        this.blobs = blobs;
        this.due = due;
        this.pending = pending;
        this.onward = onward;
    }

    @Override
    public String name() {
        return "media";
    }

    @Override
    public Topic topic() {
        return Topics.MEDIA;
    }

    @Override
    public EventFamily<MediaEvent> family() {
        return EventFamily.MEDIA;
    }

    @Override
    public Mono<Void> apply(List<MediaEvent> events) {
        return InOrder.apply(events, event -> event.media().id(), IDS_AT_ONCE, event -> event.accept(new Write()))
                .as(Outage::waitedFor);
    }

    private final class Write implements MediaEvent.Handler<Mono<Void>> {
        /** A video is ready as it comes. */
        @Override
        public Mono<Void> uploaded(MediaEvent.MediaUploaded event) {
            Media media = event.media();
            return due.put(List.of(MediaExpiry.due(media)))
                    .then(writes.put(media))
                    .then(media.state() == Media.State.UPLOADED ? Mono.empty() : pending.rendered(media));
        }

        /** The log keeps the last event only, so a rebuilt view may meet this one first: it reminds and lists too. */
        @Override
        public Mono<Void> rendered(MediaEvent.MediaRendered event) {
            Media media = event.media();
            return due.put(List.of(MediaExpiry.due(media)))
                    .then(writes.put(media))
                    .then(reads.stored(media.id()))
                    .filter(StoredMedia::isDeleted)
                    .flatMap(gone -> deletedMeanwhile(gone).thenReturn(true))
                    .switchIfEmpty(pending.rendered(media).thenReturn(false))
                    .then();
        }

        /** Its deletion must be the last that the log has of it; the renditions that came too late go as well. */
        private Mono<Void> deletedMeanwhile(StoredMedia gone) {
            return gone.deletedAt() == null
                    ? Mono.empty()
                    : onward.apply(new MediaEvent.MediaDeleted(gone.media().emptied(), gone.deletedAt()));
        }

        @Override
        public Mono<Void> deleted(MediaEvent.MediaDeleted event) {
            return writes.delete(event.media().emptied(), event.at()).then(removeObjects(event.media()));
        }

        /** Objects that cannot be removed now have no owner from here on, and are found by the sweep for such. */
        private Mono<Void> removeObjects(Media media) {
            return blobs.list(MediaObjects.folder(media.id()))
                    .flatMap(blob -> blobs.delete(blob.key()), OBJECTS_AT_ONCE)
                    .then()
                    .onErrorResume(error -> {
                        log.warn(
                                "The objects of the deleted {} are left to the sweep: {}",
                                media.id(),
                                error.toString());
                        return Mono.empty();
                    });
        }
    }
}
