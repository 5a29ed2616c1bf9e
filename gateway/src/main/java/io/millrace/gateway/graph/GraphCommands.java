package io.millrace.gateway.graph;

import io.millrace.contracts.accounts.Account;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.graph.GraphEvent;
import io.millrace.contracts.graph.GraphEvent.BlockChanged;
import io.millrace.contracts.graph.GraphEvent.FollowChanged;
import io.millrace.contracts.graph.GraphEvent.Following;
import io.millrace.gateway.graph.Relation.Kind;
import io.millrace.gateway.log.EventLog;
import io.millrace.gateway.log.GraphListener;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * Follows, blocks and approves: looks at how both stand, appends to the log, and only then answers. Asking again for what is
 * already so changes nothing. This gateway's own views hear of the event at once, the others from the log.
 */
final class GraphCommands {
    private final FollowGraph graph;
    private final Moments moments;
    private final EventLog events;
    private final List<GraphListener> listeners;
    private final GraphSettings settings;

    GraphCommands(
            FollowGraph graph,
            Moments moments,
            EventLog events,
            List<GraphListener> listeners,
            GraphSettings settings) {
        this.graph = graph;
        this.moments = moments;
        this.events = events;
        this.listeners = List.copyOf(listeners);
        this.settings = settings;
    }

    /** Begins to follow, or asks to; gives how the follower stands then. Two at the same moment may pass the limit by one. */
    Mono<Following> follow(OwnerId follower, Account followee) {
        OwnerId other = followee.name();
        checkOther(follower, other);
        return graph.of(follower).flatMap(mine -> {
            if (mine.blockedBy(other)) {
                return Mono.error(unknown(other));
            }
            if (mine.blocks(other)) {
                return Mono.error(Problem.of(ProblemType.BLOCKED, "You block " + other + "; unblock them first"));
            }
            Following now = mine.following(other);
            Following wanted = followee.approvesFollowers() ? Following.REQUESTED : Following.FOLLOWING;
            if (now.follows() || now == wanted) {
                return Mono.just(now);
            }
            if (now == Following.NONE && mine.count(Kind.FOLLOWS) >= settings.maxFollows()) {
                return Mono.error(Problem.of(
                        ProblemType.TOO_MANY_FOLLOWS, "An account follows at most " + settings.maxFollows()));
            }
            return append(new FollowChanged(follower, other, wanted, moments.next()))
                    .thenReturn(wanted);
        });
    }

    /** Follows no longer, or takes back that it asked to. */
    Mono<Void> unfollow(OwnerId follower, OwnerId followee) {
        return graph.of(follower)
                .filter(mine -> mine.following(followee) != Following.NONE)
                .flatMap(mine -> append(new FollowChanged(follower, followee, Following.NONE, moments.next())));
    }

    /**
     * Blocks; neither follows the other from then on. Asked again it ends what a gateway that was killed in between had not come to.
     */
    Mono<Void> block(OwnerId blocker, OwnerId blocked) {
        checkOther(blocker, blocked);
        return graph.of(blocker)
                .flatMap(mine -> {
                    if (mine.blocks(blocked)) {
                        return Mono.<Void>empty();
                    }
                    if (mine.count(Kind.BLOCKS) >= settings.maxBlocks()) {
                        return Mono.<Void>error(Problem.of(
                                ProblemType.TOO_MANY_FOLLOWS, "An account blocks at most " + settings.maxBlocks()));
                    }
                    return append(new BlockChanged(blocker, blocked, true, moments.next()));
                })
                .then(unfollow(blocker, blocked))
                .then(unfollow(blocked, blocker));
    }

    Mono<Void> unblock(OwnerId blocker, OwnerId blocked) {
        return graph.of(blocker)
                .filter(mine -> mine.blocks(blocked))
                .flatMap(mine -> append(new BlockChanged(blocker, blocked, false, moments.next())));
    }

    /**
     * Lets somebody follow who asked to; fails if nobody of the name did. The approval is of the moment right after the request,
     * so that a request that is withdrawn meanwhile stays withdrawn.
     */
    Mono<Void> approve(OwnerId followee, OwnerId follower) {
        return graph.of(follower).flatMap(theirs -> switch (theirs.following(followee)) {
            case FOLLOWING, ASLEEP -> Mono.<Void>empty();
            case REQUESTED -> append(answer(theirs, follower, followee, Following.FOLLOWING, 1));
            case NONE ->
                Mono.<Void>error(Problem.of(ProblemType.NOT_FOUND, "Nobody named " + follower + " asks to follow you"));
        });
    }

    /** Declines a request, if there is one; at the same moment as an approval it wins. */
    Mono<Void> decline(OwnerId followee, OwnerId follower) {
        return graph.of(follower)
                .filter(theirs -> theirs.following(followee) == Following.REQUESTED)
                .flatMap(theirs -> append(answer(theirs, follower, followee, Following.NONE, 2)));
    }

    private static GraphEvent answer(
            Relations theirs, OwnerId follower, OwnerId followee, Following state, long later) {
        Instant at = Moments.instant(theirs.since(Kind.FOLLOWS, followee) + later);
        return new FollowChanged(follower, followee, state, at);
    }

    private Mono<Void> append(GraphEvent event) {
        return events.append(event).doOnSuccess(appended -> listeners.forEach(listener -> listener.happened(event)));
    }

    private static void checkOther(OwnerId one, OwnerId other) {
        if (one.equals(other)) {
            throw Problem.of(ProblemType.OWN_ACCOUNT, "That is your own account");
        }
    }

    static Problem unknown(OwnerId name) {
        return Problem.of(ProblemType.NOT_FOUND, "There is no account named " + name);
    }
}
