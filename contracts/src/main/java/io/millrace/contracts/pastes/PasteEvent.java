package io.millrace.contracts.pastes;

import static java.util.Objects.requireNonNull;

import io.millrace.contracts.links.LinkKey;
import java.time.Instant;

/** What happened to a paste. Every event carries the paste's whole new state, so the last one is enough. */
public sealed interface PasteEvent {
    LinkKey key();

    /** The paste's state after the event; before it, if it was deleted. */
    Paste paste();

    <R> R accept(Handler<R> handler);

    /** One case for each event; a new event makes the compiler list the handlers to complete. */
    interface Handler<R> {
        R created(PasteCreated event);

        R edited(PasteEdited event);

        R deleted(PasteDeleted event);
    }

    /** A paste was made. */
    record PasteCreated(Paste paste) implements PasteEvent {
        public PasteCreated {
            requireNonNull(paste, "paste");
        }

        @Override
        public LinkKey key() {
            return paste.key();
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.created(this);
        }
    }

    /** A paste has a new revision, or its name, language, expiry or access changed. */
    record PasteEdited(Paste paste, Instant editedAt) implements PasteEvent {
        public PasteEdited {
            requireNonNull(paste, "paste");
            requireNonNull(editedAt, "editedAt");
        }

        @Override
        public LinkKey key() {
            return paste.key();
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.edited(this);
        }
    }

    /** A paste was taken away, by its owner, by being burnt or because it had expired. The paste is its last state, without its inline text. */
    record PasteDeleted(Paste paste, Instant deletedAt) implements PasteEvent {
        public PasteDeleted {
            requireNonNull(paste, "paste");
            requireNonNull(deletedAt, "deletedAt");
        }

        @Override
        public LinkKey key() {
            return paste.key();
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.deleted(this);
        }
    }
}
