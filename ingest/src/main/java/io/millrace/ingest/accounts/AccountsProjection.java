package io.millrace.ingest.accounts;

import io.millrace.contracts.Topic;
import io.millrace.contracts.Topics;
import io.millrace.contracts.accounts.AccountEvent;
import io.millrace.contracts.event.EventFamily;
import io.millrace.ingest.log.Projection;
import io.millrace.storage.accounts.AccountWrites;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Keeps each account's last state. */
public final class AccountsProjection implements Projection<AccountEvent> {
    private static final int WRITES_AT_ONCE = 128;

    private final AccountWrites writes;

    public AccountsProjection(AccountWrites writes) {
        this.writes = writes;
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
            return writes.put(event.account());
        }

        @Override
        public Mono<Void> deleted(AccountEvent.AccountDeleted event) {
            return writes.delete(event.account(), event.deletedAt());
        }
    }
}
