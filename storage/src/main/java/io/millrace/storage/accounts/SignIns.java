package io.millrace.storage.accounts;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.storage.Cassandra;
import java.time.Instant;
import reactor.core.publisher.Mono;

/** The table {@code sign_ins}: when each account last signed in. */
public final class SignIns {
    private final Cassandra cassandra;
    private final PreparedStatement put;
    private final PreparedStatement last;
    private final PreparedStatement forget;

    public SignIns(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.put = cassandra.prepare("INSERT INTO sign_ins (name, at) VALUES (?, ?)");
        this.last = cassandra.prepare("SELECT at FROM sign_ins WHERE name = ?");
        this.forget = cassandra.prepare("DELETE FROM sign_ins WHERE name = ?");
    }

    public Mono<Void> put(OwnerId name, Instant at) {
        return Mono.defer(() -> cassandra.write(put.bind(name.value(), at)));
    }

    /** Empty if the account never signed in. */
    public Mono<Instant> last(OwnerId name) {
        return Mono.defer(() -> cassandra.row(last.bind(name.value()))).mapNotNull(row -> row.getInstant("at"));
    }

    /** As if the account had never signed in. */
    public Mono<Void> forget(OwnerId name) {
        return Mono.defer(() -> cassandra.write(forget.bind(name.value())));
    }
}
