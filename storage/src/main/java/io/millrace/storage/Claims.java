package io.millrace.storage;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Statement;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** Runs claims: conditional writes that only one of several callers can win. */
public final class Claims {
    private final Cassandra cassandra;

    public Claims(Cassandra cassandra) {
        this.cassandra = cassandra;
    }

    /** Whether the condition held and the write was made. */
    public Mono<Boolean> applied(Supplier<Statement<?>> claim) {
        return Mono.defer(() -> cassandra.execute(claim.get())).map(AsyncResultSet::wasApplied);
    }

    /**
     * Whether the claim was won, also where the answer to it was lost. A read at {@code SERIAL} finishes or rules out what was
     * under way, so it tells whether the token in the row is the caller's.
     *
     * @param claim the conditional write of a token that nobody else uses
     * @param isMine reads at SERIAL whether the row holds the token
     */
    public Mono<Boolean> won(Supplier<Statement<?>> claim, Mono<Boolean> isMine) {
        return applied(claim)
                .onErrorResume(StorageUnavailable.class, lost -> isMine.doOnError(error -> error.addSuppressed(lost)));
    }
}
