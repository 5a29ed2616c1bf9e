package io.millrace.contracts.posts;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/** What happened to a photo or video. Every event carries its whole new state, so the last one is enough. */
public sealed interface MediaEvent {
    Media media();

    <R> R accept(Handler<R> handler);

    /** One case for each event; a new event makes the compiler list the handlers to complete. */
    interface Handler<R> {
        R uploaded(MediaUploaded event);

        R rendered(MediaRendered event);

        R deleted(MediaDeleted event);
    }

    /** Its bytes are in the object store. */
    record MediaUploaded(Media media) implements MediaEvent {
        public MediaUploaded {
            requireNonNull(media, "media");
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.uploaded(this);
        }
    }

    /** It was rendered, or it is known why it cannot be. */
    record MediaRendered(Media media, Instant at) implements MediaEvent {
        public MediaRendered {
            requireNonNull(media, "media");
            requireNonNull(at, "at");
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.rendered(this);
        }
    }

    /** It was taken away, with its post or because no post ever took it. */
    record MediaDeleted(Media media, Instant at) implements MediaEvent {
        public MediaDeleted {
            requireNonNull(media, "media");
            requireNonNull(at, "at");
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.deleted(this);
        }
    }
}
