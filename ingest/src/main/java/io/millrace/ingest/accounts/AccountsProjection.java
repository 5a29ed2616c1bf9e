package io.millrace.ingest.accounts;

import io.millrace.contracts.Topic;
import io.millrace.contracts.Topics;
import io.millrace.contracts.accounts.AccountEvent;
import io.millrace.contracts.event.EventFamily;
import io.millrace.ingest.log.Projection;
import io.millrace.storage.accounts.AccountWrites;
import io.millrace.storage.expiry.DueWrites;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Keeps each account's last state, and when to take away what belonged to one that was closed. */
public final class AccountsProjection implements Projection<AccountEvent> {
    private static final int WRITES_AT_ONCE = 128;

    private final AccountWrites writes;
    private final DueWrites due;

    public AccountsProjection(AccountWrites writes, DueWrites due) {
        this.writes = writes;
        this.due = due;
    }

    @Override
    public String name() {
        return "accounts";
    }

    @Override
    public Topic topic() {
        return Topics.ACCOUNTS;
    }

    @Override
    public EventFamily<AccountEvent> family() {
        return EventFamily.ACCOUNTS;
    }

    /** In any order: each write has its own place in time. */
    @Override
    public Mono<Void> apply(List<AccountEvent> events) {
        return Flux.fromIterable(events)
                .flatMap(event -> event.accept(new Write()), WRITES_AT_ONCE)
                .then();
    }

    private final class Write implements AccountEvent.Handler<Mono<Void>> {
        @Override
        public Mono<Void> created(AccountEvent.AccountCreated event) {
            return writes.put(event.account());
        }

        @Override
        public Mono<Void> edited(AccountEvent.AccountEdited event) {
            Mono<Void> stored = writes.put(event.account());
            return event.account().approvesFollowers()
                    ? stored
                    : due.put(OpenedAccounts.due(event.name(), event.editedAt()))
                            .then(stored);
        }

        @Override
        public Mono<Void> deleted(AccountEvent.AccountDeleted event) {
            return due.put(AccountErasure.due(event.name(), event.deletedAt()))
                    .then(writes.delete(event.account(), event.deletedAt()));
        }
    }
}
