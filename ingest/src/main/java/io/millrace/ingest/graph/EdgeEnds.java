package io.millrace.ingest.graph;

import io.millrace.contracts.graph.GraphEvent;
import io.millrace.contracts.graph.GraphEvent.FollowChanged;
import io.millrace.contracts.graph.GraphEvent.Following;
import io.millrace.ingest.log.EventAppender;
import io.millrace.storage.graph.GraphEdge;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import reactor.core.publisher.Mono;

/**
 * Changes edges on behalf of nobody. Such a change is some microseconds later than the one before it of the same two, so that
 * whatever they do themselves, now or meanwhile, is later and holds; and it is the same event however often it is appended.
 */
public final class EdgeEnds {
    /** An end is later than what else is derived from the same change: an approval, falling asleep and waking. */
    private static final long END = 500;

    private final EventAppender<GraphEvent> log;

    public EdgeEnds(EventAppender<GraphEvent> log) {
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

    private static FollowChanged changed(GraphEdge edge, Following state, long later) {
        return new FollowChanged(edge.follower(), edge.followee(), state, moment(edge.since() + later));
    }

    static Instant moment(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
