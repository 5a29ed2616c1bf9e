package io.millrace.ingest.readers;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.graph.GraphEvent;
import io.millrace.contracts.graph.GraphEvent.FollowChanged;
import io.millrace.contracts.graph.GraphEvent.Following;
import io.millrace.ingest.log.EventAppender;
import io.millrace.storage.graph.GraphEdge;
import io.millrace.storage.graph.GraphReads;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import reactor.core.publisher.Mono;

/**
 * Puts all that somebody follows to sleep, or wakes it. Such a change is a microsecond later than the one before it of the same
 * two, so whatever they do themselves, now or meanwhile, is later and holds.
 */
public final class Edges {
    private static final int APPENDS_AT_ONCE = 64;

    private final GraphReads graph;
    private final EventAppender<GraphEvent> log;

    public Edges(GraphReads graph, EventAppender<GraphEvent> log) {
        this.graph = graph;
        this.log = log;
    }

    /** Whether anything that somebody follows is asleep. */
    Mono<Boolean> anyAsleep(OwnerId follower) {
        return graph.following(follower).any(edge -> edge.state() == Following.ASLEEP);
    }

    /** Done when the log has a change of each that was awake; gives how many. */
    Mono<Long> sleep(OwnerId follower) {
        return change(follower, Following.FOLLOWING, Following.ASLEEP);
    }

    /** Done when the log has a change of each that was asleep; gives how many. */
    Mono<Long> wake(OwnerId follower) {
        return change(follower, Following.ASLEEP, Following.FOLLOWING);
    }

    private Mono<Long> change(OwnerId follower, Following from, Following to) {
        return graph.following(follower)
                .filter(edge -> edge.state() == from)
                .flatMap(edge -> append(changed(edge, to)).thenReturn(edge), APPENDS_AT_ONCE)
                .count();
    }

    private Mono<Void> append(FollowChanged event) {
        return log.append(event.key(), event.subject().value(), event);
    }

    private static FollowChanged changed(GraphEdge edge, Following to) {
        return new FollowChanged(
                edge.follower(), edge.followee(), to, Instant.EPOCH.plus(edge.since() + 1, ChronoUnit.MICROS));
    }
}
