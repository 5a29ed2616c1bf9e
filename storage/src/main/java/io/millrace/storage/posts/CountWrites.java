package io.millrace.storage.posts;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.millrace.contracts.posts.Count;
import io.millrace.storage.Cassandra;
import java.util.Collection;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Writes of the table {@code counts}; for the projection only. An earlier count never replaces a later one. */
public final class CountWrites {
    private static final int WRITES_AT_ONCE = 64;

    private final Cassandra cassandra;
    private final PreparedStatement put;

    public CountWrites(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.put = cassandra.prepare("INSERT INTO counts (what, subject, value) VALUES (?, ?, ?) USING TIMESTAMP ?");
    }

    /** Writes many; done when all are written, in no particular order. */
    public Mono<Void> putAll(Collection<Count> counts) {
        return Flux.fromIterable(counts)
                .flatMap(
                        count -> cassandra.write(
                                put.bind(count.of().name(), count.subject(), count.value(), count.revision())),
                        WRITES_AT_ONCE)
                .then();
    }
}
