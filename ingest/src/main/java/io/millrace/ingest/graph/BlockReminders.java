package io.millrace.ingest.graph;

import io.millrace.contracts.Topics;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.graph.GraphEvent;
import io.millrace.contracts.graph.GraphEvent.BlockChanged;
import io.millrace.contracts.graph.GraphEvent.FollowChanged;
import io.millrace.contracts.graph.GraphEvent.Following;
import io.millrace.ingest.log.Partitions;
import io.millrace.storage.expiry.Due;
import io.millrace.storage.expiry.DueWrites;
import io.millrace.storage.graph.GraphReads;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reminds of edges that seem to be where one blocks the other: a gateway may have been killed between a block and the ends that
 * follow from it, and one may have let somebody follow who was blocked meanwhile on another. Whichever of the two events comes
 * last here finds the other. But it may only seem so, because the block was lifted and the events are read in another order; so
 * {@link BlockedEdges} looks again.
 */
public final class BlockReminders {
    static final String KIND = "blocked-edges";

    private static final int AT_ONCE = 64;

    private final GraphReads reads;
    private final DueWrites due;
    private final Clock clock;

    public BlockReminders(GraphReads reads, DueWrites due, Clock clock) {
        this.reads = reads;
        this.due = due;
        this.clock = clock;
    }

    /** What a reminder is of. */
    record Blocked(OwnerId blocker, OwnerId blocked) {
        static Blocked parse(String id) {
            int slash = id.indexOf('/');
            return new Blocked(new OwnerId(id.substring(0, slash)), new OwnerId(id.substring(slash + 1)));
        }

        /** The partition on which the block is, and its end would be. */
        int shard() {
            return Partitions.of(Topics.GRAPH, blocker.value());
        }

        @Override
        public String toString() {
            return blocker + "/" + blocked;
        }
    }

    /** Puts the reminders, after the tables have these events. */
    Mono<Void> put(List<GraphEvent> written) {
        return Flux.fromIterable(written)
                .flatMap(event -> event.accept(new Seeming()), AT_ONCE)
                .distinct()
                .map(blocked -> new Due(KIND, blocked.shard(), clock.instant(), blocked.toString()))
                .collectList()
                .flatMap(due::put);
    }

    private final class Seeming implements GraphEvent.Handler<Flux<Blocked>> {
        @Override
        public Flux<Blocked> follow(FollowChanged event) {
            return event.state() == Following.NONE
                    ? Flux.empty()
                    : Flux.just(
                                    new Blocked(event.follower(), event.followee()),
                                    new Blocked(event.followee(), event.follower()))
                            .filterWhen(pair -> reads.blockersAmong(Set.of(pair.blocker()), pair.blocked())
                                    .map(blockers -> !blockers.isEmpty()));
        }

        @Override
        public Flux<Blocked> block(BlockChanged event) {
            return event.blocks()
                    ? reads.edge(event.blocker(), event.blocked())
                            .concatWith(reads.edge(event.blocked(), event.blocker()))
                            .next()
                            .map(edge -> new Blocked(event.blocker(), event.blocked()))
                            .flux()
                    : Flux.empty();
        }
    }
}
