package io.millrace.storage.graph;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.graph.GraphEvent;
import io.millrace.contracts.graph.GraphEvent.BlockChanged;
import io.millrace.contracts.graph.GraphEvent.FollowChanged;
import io.millrace.contracts.graph.GraphEvent.Following;
import io.millrace.storage.Cassandra;
import io.millrace.storage.PartitionBatches;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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
    private static final int BLOCKS_AT_ONCE = 16;

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

    /** Writes many, those of one partition together; done when all are written, in no particular order. */
    public Mono<Void> putAll(Collection<GraphEvent> events) {
        return Mono.defer(() -> {
            Writes writes = new Writes();
            events.forEach(event -> event.accept(writes));
            return Flux.merge(
                            Flux.fromIterable(writes.follows.values())
                                    .concatMapIterable(PartitionBatches::of)
                                    .flatMap(cassandra::write, WRITES_AT_ONCE),
                            Flux.fromIterable(writes.blocks).flatMap(Function.identity(), BLOCKS_AT_ONCE))
                    .then();
        });
    }

    /** The partition of an account's followers in which that one is. */
    static int shard(OwnerId follower) {
        return Math.floorMod(follower.value().hashCode(), SHARDS);
    }

    /** @param shard 0 where a partition has no shards */
    private record Partition(String table, String account, int shard) {}

    /** What many events write. */
    private final class Writes implements GraphEvent.Handler<Void> {
        private final Map<Partition, List<BoundStatement>> follows = new HashMap<>();
        private final List<Mono<Void>> blocks = new ArrayList<>();

        @Override
        public Void follow(FollowChanged event) {
            String follower = event.follower().value();
            String followee = event.followee().value();
            String state = event.state().name();
            int shard = shard(event.follower());
            long at = micros(event.at());
            boolean stands = event.state() != Following.NONE;
            add(
                    new Partition("followees", follower, 0),
                    stands
                            ? putFollowee.bind(follower, followee, state, at, at)
                            : endFollowee.bind(follower, followee, at, at));
            add(
                    new Partition("followers", followee, shard),
                    event.state().follows()
                            ? putFollower.bind(followee, shard, follower, state, at, at)
                            : removeFollower.bind(at, followee, shard, follower));
            add(
                    new Partition("follow_requests", followee, 0),
                    event.state() == Following.REQUESTED
                            ? putRequest.bind(followee, follower, at, at)
                            : removeRequest.bind(at, followee, follower));
            return null;
        }

        private void add(Partition partition, BoundStatement write) {
            follows.computeIfAbsent(partition, of -> new ArrayList<>()).add(write);
        }

        @Override
        public Void block(BlockChanged event) {
            String blocker = event.blocker().value();
            String blocked = event.blocked().value();
            long at = micros(event.at());
            blocks.add(
                    event.blocks()
                            ? cassandra
                                    .write(block.bind(blocker, blocked, at, at))
                                    .then(cassandra.write(blockedBy.bind(blocked, blocker, at, at)))
                            : cassandra
                                    .write(unblock.bind(at, blocker, blocked))
                                    .then(cassandra.write(notBlockedBy.bind(at, blocked, blocker))));
            return null;
        }
    }

    private static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }
}
