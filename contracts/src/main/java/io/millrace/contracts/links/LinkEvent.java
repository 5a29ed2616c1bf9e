package io.millrace.contracts.links;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * What happened to a link. Every event that changes a link carries its whole new state, so that the topic can be
 * compacted to the last event of each key and a reader can start anywhere.
 */
public sealed interface LinkEvent {
    LinkKey key();

    <R> R accept(Handler<R> handler);

    /** One case for each event; a new event makes the compiler list the handlers to complete. */
    interface Handler<R> {
        R created(LinkCreated event);

        R edited(LinkEdited event);

        R deleted(LinkDeleted event);
    }

    /** A link was made. */
    record LinkCreated(Link link) implements LinkEvent {
        public LinkCreated {
            requireNonNull(link, "link");
        }

        @Override
        public LinkKey key() {
            return link.key();
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.created(this);
        }
    }

    /** A link's target, expiry, title, tags or access changed. */
    record LinkEdited(Link link, Instant editedAt) implements LinkEvent {
        public LinkEdited {
            requireNonNull(link, "link");
            requireNonNull(editedAt, "editedAt");
        }

        @Override
        public LinkKey key() {
            return link.key();
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.edited(this);
        }
    }

    /**
     * A link was taken away by its owner, or because it had expired. The link is its last state, for views that index it by other
     * columns.
     */
    record LinkDeleted(Link link, Instant deletedAt) implements LinkEvent {
        public LinkDeleted {
            requireNonNull(link, "link");
            requireNonNull(deletedAt, "deletedAt");
        }

        @Override
        public LinkKey key() {
            return link.key();
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.deleted(this);
        }
    }
}
