package io.millrace.contracts.accounts;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/** What happened to an account. Every event carries the account's whole public state, so the last one is enough. */
public sealed interface AccountEvent {
    OwnerId name();

    <R> R accept(Handler<R> handler);

    /** One case for each event; a new event makes the compiler list the handlers to complete. */
    interface Handler<R> {
        R created(AccountCreated event);

        R edited(AccountEdited event);

        R deleted(AccountDeleted event);
    }

    /** Somebody registered. */
    record AccountCreated(Account account) implements AccountEvent {
        public AccountCreated {
            requireNonNull(account, "account");
        }

        @Override
        public OwnerId name() {
            return account.name();
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.created(this);
        }
    }

    /** The display name or the role changed. */
    record AccountEdited(Account account, Instant editedAt) implements AccountEvent {
        public AccountEdited {
            requireNonNull(account, "account");
            requireNonNull(editedAt, "editedAt");
        }

        @Override
        public OwnerId name() {
            return account.name();
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.edited(this);
        }
    }

    /** The account was closed: all that is its own goes. Its name is never given to somebody else. */
    record AccountDeleted(Account account, Instant deletedAt) implements AccountEvent {
        public AccountDeleted {
            requireNonNull(account, "account");
            requireNonNull(deletedAt, "deletedAt");
        }

        @Override
        public OwnerId name() {
            return account.name();
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.deleted(this);
        }
    }
}
