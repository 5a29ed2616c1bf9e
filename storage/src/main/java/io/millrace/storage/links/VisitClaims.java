package io.millrace.storage.links;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import io.millrace.contracts.links.LinkKey;
import io.millrace.storage.Cassandra;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The table {@code visit_claims}: counts the visits of links that allow only so many. It never lets one too many through, on
 * however many gateways they arrive at once.
 */
public final class VisitClaims {
    private final Cassandra cassandra;
    private final PreparedStatement read;
    private final PreparedStatement first;
    private final PreparedStatement next;
    private final PreparedStatement forget;
    private final VisitQueues queues = new VisitQueues(this::raise);

    public VisitClaims(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.read = cassandra.prepareClaim("SELECT taken FROM visit_claims WHERE key = ?");
        this.first = cassandra.prepareClaim("INSERT INTO visit_claims (key, taken) VALUES (?, ?) IF NOT EXISTS");
        this.next = cassandra.prepareClaim("UPDATE visit_claims SET taken = ? WHERE key = ? IF taken = ?");
        this.forget = cassandra.prepareClaim("DELETE FROM visit_claims WHERE key = ? IF EXISTS");
    }

    /**
     * Takes one of the link's visits.
     *
     * @return whether there was one left
     * @throws io.millrace.storage.StorageUnavailable if the outcome is not known: the visit may have been used up, and must
     *     not be let through
     */
    public Mono<Boolean> take(LinkKey key, long maxVisits) {
        return queues.take(key, maxVisits);
    }

    /** How many visits were let through; 0 if none. */
    public Mono<Long> taken(LinkKey key) {
        return Mono.defer(() -> cassandra.row(read.bind(key.value())))
                .map(row -> row.getLong("taken"))
                .defaultIfEmpty(0L);
    }

    /** Forgets the count of a link that lets nobody through any more. */
    public Mono<Void> forget(LinkKey key) {
        return Mono.defer(() -> cassandra.write(forget.bind(key.value())));
    }

    /** Raises the count from what the caller believes it is, or tells what it is. */
    private Mono<VisitQueues.Raised> raise(LinkKey key, long from, long to) {
        Statement<?> claim = from == 0 ? first.bind(key.value(), to) : next.bind(to, key.value(), from);
        return cassandra.execute(claim).map(result -> outcome(result, to));
    }

    private static VisitQueues.Raised outcome(AsyncResultSet result, long to) {
        if (result.wasApplied()) {
            return new VisitQueues.Raised(true, to);
        }
        @Nullable Row row = result.one();
        boolean known = row != null && row.getColumnDefinitions().contains("taken") && !row.isNull("taken");
        return new VisitQueues.Raised(false, known && row != null ? row.getLong("taken") : 0);
    }
}
