package io.millrace.storage.ids;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.millrace.storage.Cassandra;
import io.millrace.storage.Claims;
import java.time.Duration;
import java.util.UUID;
import reactor.core.publisher.Mono;

/**
 * The table {@code node_leases}: gives the numbers that are a part of time-ordered ids to one process each, for a while. Whoever
 * holds one renews it well before it ends, and makes no id after that.
 */
public final class NodeLeases {
    /** How long a lease lasts unless it is renewed. */
    public static final Duration LIFE = Duration.ofMinutes(2);

    private final Cassandra cassandra;
    private final Claims claims;
    private final PreparedStatement take;
    private final PreparedStatement renew;
    private final PreparedStatement holder;

    public NodeLeases(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.claims = new Claims(cassandra);
        String ttl = " USING TTL " + LIFE.toSeconds();
        this.take = cassandra.prepareClaim("INSERT INTO node_leases (node, holder) VALUES (?, ?) IF NOT EXISTS" + ttl);
        this.renew =
                cassandra.prepareClaim("UPDATE node_leases" + ttl + " SET holder = ? WHERE node = ? IF holder = ?");
        this.holder = cassandra.prepareClaim("SELECT holder FROM node_leases WHERE node = ?");
    }

    /** Takes a number if nobody holds it. */
    public Mono<Boolean> take(int node, UUID holder) {
        return claims.won(() -> take.bind(node, holder), holds(node, holder));
    }

    /** Holds a number for another {@link #LIFE}; false if the lease was lost. */
    public Mono<Boolean> renew(int node, UUID holder) {
        return claims.applied(() -> renew.bind(holder, node, holder));
    }

    private Mono<Boolean> holds(int node, UUID mine) {
        return Mono.defer(() -> cassandra.row(holder.bind(node)))
                .map(row -> mine.equals(row.getUuid("holder")))
                .defaultIfEmpty(false);
    }
}
