package io.millrace.storage.graph;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.graph.GraphEvent;
import io.millrace.contracts.graph.GraphEvent.BlockChanged;
import io.millrace.contracts.graph.GraphEvent.FollowChanged;
import io.millrace.contracts.graph.GraphEvent.Following;
import io.millrace.storage.Cassandra;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Writes of the graph's tables; for the projection only. A write takes its place in time from the moment of the change, so the
 * later change of a pair holds whatever their order.
 */
public final class GraphWrites {
    static final int SHARDS = 16;

    /**
     * How long it is known since when somebody follows no longer. The log may tell after it of what was decided before it; whoever
     * hears of that only must not believe it, as long as they remember what they heard.
     */
    private static final Duration ENDED_KEPT = Duration.ofHours(1);

    private static final int WRITES_AT_ONCE = 128;

    private final Cassandra cassandra;
    private final PreparedStatement putFollowee;
    private final PreparedStatement putFollower;
    private final PreparedStatement putRequest;
    private final PreparedStatement endFollowee;
    private final PreparedStatement removeFollower;
    private final PreparedStatement removeRequest;
    private final PreparedStatement block;
    private final PreparedStatement blockedBy;
    private final PreparedStatement unblock;
    private final PreparedStatement notBlockedBy;

    public GraphWrites(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.putFollowee = cassandra.prepare(
                "INSERT INTO followees (follower, followee, state, since) VALUES (?, ?, ?, ?) USING TIMESTAMP ?");
        this.putFollower = cassandra.prepare("INSERT INTO followers (followee, shard, follower, state, since)"
                + " VALUES (?, ?, ?, ?, ?) USING TIMESTAMP ?");
        this.putRequest = cassandra.prepare(
                "INSERT INTO follow_requests (followee, follower, since) VALUES (?, ?, ?) USING TIMESTAMP ?");
        this.endFollowee = cassandra.prepare("INSERT INTO followees (follower, followee, state, since)"
                + " VALUES (?, ?, '" + Following.NONE + "', ?) USING TIMESTAMP ? AND TTL " + ENDED_KEPT.toSeconds());
        this.removeFollower = cassandra.prepare(
                "DELETE FROM followers USING TIMESTAMP ? WHERE followee = ? AND shard = ? AND follower = ?");
        this.removeRequest =
                cassandra.prepare("DELETE FROM follow_requests USING TIMESTAMP ? WHERE followee = ? AND follower = ?");
        this.block =
                cassandra.prepare("INSERT INTO blocks (blocker, blocked, since) VALUES (?, ?, ?) USING TIMESTAMP ?");
        this.blockedBy = cassandra.prepare(
                "INSERT INTO blocked_by (blocked, blocker, since) VALUES (?, ?, ?) USING TIMESTAMP ?");
        this.unblock = cassandra.prepare("DELETE FROM blocks USING TIMESTAMP ? WHERE blocker = ? AND blocked = ?");
        this.notBlockedBy =
                cassandra.prepare("DELETE FROM blocked_by USING TIMESTAMP ? WHERE blocked = ? AND blocker = ?");
    }

    /** Writes many; done when all are written, in no particular order. */
    public Mono<Void> putAll(Collection<GraphEvent> events) {
        return Flux.fromIterable(events)
                .flatMap(event -> event.accept(new Write()), WRITES_AT_ONCE)
                .then();
    }

    /** The partition of an account's followers in which that one is. */
    static int shard(OwnerId follower) {
        return Math.floorMod(follower.value().hashCode(), SHARDS);
    }

    private final class Write implements GraphEvent.Handler<Mono<Void>> {
        @Override
        public Mono<Void> follow(FollowChanged event) {
            String follower = event.follower().value();
            String followee = event.followee().value();
            String state = event.state().name();
            int shard = shard(event.follower());
            long at = micros(event.at());
            boolean stands = event.state() != Following.NONE;
            return Flux.merge(
                            cassandra.write(
                                    stands
                                            ? putFollowee.bind(follower, followee, state, at, at)
                                            : endFollowee.bind(follower, followee, at, at)),
                            cassandra.write(
                                    event.state().follows()
                                            ? putFollower.bind(followee, shard, follower, state, at, at)
                                            : removeFollower.bind(at, followee, shard, follower)),
                            cassandra.write(
                                    event.state() == Following.REQUESTED
                                            ? putRequest.bind(followee, follower, at, at)
                                            : removeRequest.bind(at, followee, follower)))
                    .then();
        }

        @Override
        public Mono<Void> block(BlockChanged event) {
            String blocker = event.blocker().value();
            String blocked = event.blocked().value();
            long at = micros(event.at());
            return event.blocks()
                    ? cassandra
                            .write(block.bind(blocker, blocked, at, at))
                            .then(cassandra.write(blockedBy.bind(blocked, blocker, at, at)))
                    : cassandra
                            .write(unblock.bind(at, blocker, blocked))
                            .then(cassandra.write(notBlockedBy.bind(at, blocked, blocker)));
        }
    }

    private static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }
}
