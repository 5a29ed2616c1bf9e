package io.millrace.ingest.search;

import io.millrace.contracts.Topic;
import io.millrace.contracts.Topics;
import io.millrace.contracts.accounts.AccountEvent;
import io.millrace.contracts.event.EventFamily;
import io.millrace.ingest.log.Projection;
import io.millrace.storage.search.UserIndexWrites;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Lists accounts under their names, and takes out those that were closed. */
public final class UserSearchProjection implements Projection<AccountEvent> {
    private final UserIndexWrites writes;

    public UserSearchProjection(UserIndexWrites writes) {
        this.writes = writes;
    }

    @Override
    public String name() {
        return "search-users";
    }

    @Override
    public Topic topic() {
        return Topics.ACCOUNTS;
    }

    @Override
    public EventFamily<AccountEvent> family() {
        return EventFamily.ACCOUNTS;
    }

    /** One after the other: accounts change seldom, and one's events have to stay in order. */
    @Override
    public Mono<Void> apply(List<AccountEvent> events) {
        return Flux.fromIterable(events)
                .concatMap(event -> event.accept(new Write()))
                .then();
    }

    private final class Write implements AccountEvent.Handler<Mono<Void>> {
        @Override
        public Mono<Void> created(AccountEvent.AccountCreated event) {
            return writes.list(event.account());
        }

        @Override
        public Mono<Void> edited(AccountEvent.AccountEdited event) {
            return writes.list(event.account());
        }

        @Override
        public Mono<Void> deleted(AccountEvent.AccountDeleted event) {
            return writes.delete(event.account());
        }
    }
}
