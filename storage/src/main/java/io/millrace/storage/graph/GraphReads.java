package io.millrace.storage.graph;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.graph.GraphEvent.Following;
import io.millrace.storage.Cassandra;
import java.util.Collection;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads of the graph's tables. Lists are in the order of names. */
public final class GraphReads {
    private static final int READS_AT_ONCE = 64;

    private final Cassandra cassandra;
    private final PreparedStatement edge;
    private final PreparedStatement following;
    private final PreparedStatement followers;
    private final PreparedStatement requests;
    private final PreparedStatement blocked;
    private final PreparedStatement blockedBy;
    private final PreparedStatement block;

    public GraphReads(Cassandra cassandra) {
        this.cassandra = cassandra;
        String columns = "SELECT follower, followee, state, since FROM ";
        this.edge = cassandra.prepare(columns + "followees WHERE follower = ? AND followee = ?");
        this.following = cassandra.prepare(columns + "followees WHERE follower = ?");
        this.followers =
                cassandra.prepare(columns + "followers WHERE followee = ? AND shard = ? AND follower > ? LIMIT ?");
        this.requests =
                cassandra.prepare("SELECT follower FROM follow_requests WHERE followee = ? AND follower > ? LIMIT ?");
        this.blocked = cassandra.prepare("SELECT blocker, blocked, since FROM blocks WHERE blocker = ?");
        this.blockedBy = cassandra.prepare("SELECT blocker, blocked, since FROM blocked_by WHERE blocked = ?");
        this.block = cassandra.prepare("SELECT blocker FROM blocks WHERE blocker = ? AND blocked = ?");
    }

    /** How one account stands to another; empty if it neither follows nor asked to. */
    public Mono<GraphEdge> edge(OwnerId follower, OwnerId followee) {
        return Mono.defer(() -> cassandra.row(edge.bind(follower.value(), followee.value())))
                .map(GraphReads::read)
                .filter(edge -> edge.state() != Following.NONE);
    }

    /** All that an account follows or asked to follow. */
    public Flux<GraphEdge> following(OwnerId follower) {
        return followingOrEnded(follower).filter(edge -> edge.state() != Following.NONE);
    }

    /** The same, and what ended in the last hour, with the moment at which it did. */
    public Flux<GraphEdge> followingOrEnded(OwnerId follower) {
        return Flux.defer(() -> cassandra.rows(following.bind(follower.value())))
                .map(GraphReads::read);
    }

    /**
     * Those who follow an account.
     *
     * @param after only names that come later; null for the first
     * @param limit how many at most
     */
    public Flux<GraphEdge> followers(OwnerId followee, @Nullable OwnerId after, int limit) {
        String from = after == null ? "" : after.value();
        return Flux.range(0, GraphWrites.SHARDS)
                .flatMap(shard -> cassandra.rows(followers.bind(followee.value(), shard, from, limit)))
                .map(GraphReads::read)
                .filter(edge -> edge.state().follows())
                .sort(Comparator.comparing(edge -> edge.follower().value()))
                .take(limit);
    }

    /** Those who asked to follow an account. */
    public Flux<OwnerId> requests(OwnerId followee, @Nullable OwnerId after, int limit) {
        return Flux.defer(() ->
                        cassandra.rows(requests.bind(followee.value(), after == null ? "" : after.value(), limit)))
                .map(row -> new OwnerId(row.getString("follower")));
    }

    /** Those whom an account blocks. */
    public Flux<Block> blocked(OwnerId blocker) {
        return Flux.defer(() -> cassandra.rows(blocked.bind(blocker.value()))).map(GraphReads::readBlock);
    }

    /** Those who block an account. */
    public Flux<Block> blockedBy(OwnerId blocked) {
        return Flux.defer(() -> cassandra.rows(blockedBy.bind(blocked.value()))).map(GraphReads::readBlock);
    }

    /** Those of some accounts that block that one; some are looked up at a time. */
    public Mono<Set<OwnerId>> blockersAmong(Collection<OwnerId> some, OwnerId blocked) {
        return Flux.fromIterable(some)
                .flatMap(
                        one -> cassandra
                                .row(block.bind(one.value(), blocked.value()))
                                .map(row -> one),
                        READS_AT_ONCE)
                .collect(Collectors.toSet());
    }

    private static Block readBlock(Row row) {
        return new Block(
                new OwnerId(row.getString("blocker")), new OwnerId(row.getString("blocked")), row.getLong("since"));
    }

    private static GraphEdge read(Row row) {
        return new GraphEdge(
                new OwnerId(row.getString("follower")),
                new OwnerId(row.getString("followee")),
                Following.valueOf(row.getString("state")),
                row.getLong("since"));
    }
}
