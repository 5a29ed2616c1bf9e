package io.millrace.storage.posts;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.millrace.contracts.posts.Count;
import io.millrace.storage.Cassandra;
import java.util.Collection;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads of the table {@code counts}. */
public final class CountReads {
    private static final int READS_AT_ONCE = 128;

    private final Cassandra cassandra;
    private final PreparedStatement find;

    public CountReads(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.find = cassandra.prepare("SELECT value FROM counts WHERE what = ? AND subject = ?");
    }

    /** How many each of the subjects has; those that have none, or that nothing was counted of yet, are left out. */
    public Mono<Map<String, Long>> values(Count.Of of, Collection<String> subjects) {
        return Flux.fromIterable(subjects)
                .flatMap(
                        subject -> cassandra
                                .row(find.bind(of.name(), subject))
                                .map(row -> Map.entry(subject, row.getLong("value"))),
                        READS_AT_ONCE)
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }
}
