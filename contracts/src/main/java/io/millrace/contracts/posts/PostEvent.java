package io.millrace.contracts.posts;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/** What happened to a post. Every event carries the post's whole new state, so the last one is enough. */
public sealed interface PostEvent {
    /** The post's state after the event; what is left of it, if it was deleted. */
    Post post();

    <R> R accept(Handler<R> handler);

    /** One case for each event; a new event makes the compiler list the handlers to complete. */
    interface Handler<R> {
        R created(PostCreated event);

        R edited(PostEdited event);

        R deleted(PostDeleted event);
    }

    /** A post was made. */
    record PostCreated(Post post) implements PostEvent {
        public PostCreated {
            requireNonNull(post, "post");
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.created(this);
        }
    }

    /** A post's words or visibility changed, or its photos became ready or failed. */
    record PostEdited(Post post, Instant at) implements PostEvent {
        public PostEdited {
            requireNonNull(post, "post");
            requireNonNull(at, "at");
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.edited(this);
        }
    }

    /** A post was taken away. The post is what is left of it: no words, no photos. */
    record PostDeleted(Post post, Instant at) implements PostEvent {
        public PostDeleted {
            requireNonNull(post, "post");
            requireNonNull(at, "at");
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.deleted(this);
        }
    }
}
