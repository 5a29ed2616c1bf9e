package io.millrace.ingest.graph;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.graph.GraphEvent;
import io.millrace.contracts.graph.GraphEvent.BlockChanged;
import io.millrace.contracts.graph.GraphEvent.FollowChanged;
import io.millrace.contracts.graph.GraphEvent.Following;
import io.millrace.ingest.log.EventAppender;
import io.millrace.storage.graph.GraphEdge;
import io.millrace.storage.graph.GraphReads;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Changes edges on behalf of nobody. Such a change is some microseconds later than the one before it of the same two, so that
 * whatever they do themselves, now or meanwhile, is later and holds; and it is the same event however often it is appended.
 */
public final class EdgeEnds {
    private static final int AT_ONCE = 64;

    /** An end is later than what else is derived from the same change: an approval, falling asleep and waking. */
    private static final long END = 500;

    private final GraphReads reads;
    private final EventAppender<GraphEvent> log;

    public EdgeEnds(GraphReads reads, EventAppender<GraphEvent> log) {
        this.reads = reads;
        this.log = log;
    }

    /** Ends an edge. */
    Mono<Void> end(GraphEdge edge) {
        return append(changed(edge, Following.NONE, END));
    }

    /** Grants a request. */
    Mono<Void> approve(GraphEdge request) {
        return append(changed(request, Following.FOLLOWING, 1));
    }

    Mono<Void> append(GraphEvent event) {
        return log.append(event.key(), event.subject().value(), event);
    }

    /**
     * Ends edges between accounts one of which blocks the other, after the tables have these events: a gateway may have been
     * killed between a block and the ends that follow from it, and one may have let somebody follow who was blocked meanwhile
     * on another. Whichever of the two events comes last here finds the other.
     */
    Mono<Void> endBlocked(List<GraphEvent> written) {
        return Flux.fromIterable(written)
                .flatMap(event -> event.accept(new BlockedEdges()), AT_ONCE)
                .flatMap(this::end, AT_ONCE)
                .then();
    }

    private final class BlockedEdges implements GraphEvent.Handler<Flux<GraphEdge>> {
        @Override
        public Flux<GraphEdge> follow(FollowChanged event) {
            return event.state() == Following.NONE
                    ? Flux.empty()
                    : isBlocked(event.follower(), event.followee())
                            .filter(blocked -> blocked)
                            .flatMapMany(blocked -> reads.edge(event.follower(), event.followee()));
        }

        @Override
        public Flux<GraphEdge> block(BlockChanged event) {
            return event.blocks()
                    ? reads.edge(event.blocker(), event.blocked())
                            .concatWith(reads.edge(event.blocked(), event.blocker()))
                    : Flux.empty();
        }
    }

    private Mono<Boolean> isBlocked(OwnerId one, OwnerId other) {
        return Flux.fromIterable(Map.of(one, other, other, one).entrySet())
                .flatMap(pair -> reads.blockersAmong(Set.of(pair.getKey()), pair.getValue()))
                .any(blockers -> !blockers.isEmpty());
    }

    private static FollowChanged changed(GraphEdge edge, Following state, long later) {
        return new FollowChanged(edge.follower(), edge.followee(), state, moment(edge.since() + later));
    }

    static Instant moment(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
