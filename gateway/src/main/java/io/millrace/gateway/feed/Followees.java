package io.millrace.gateway.feed;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.graph.GraphEvent.Following;
import io.millrace.contracts.posts.Post;
import io.millrace.storage.graph.GraphEdge;
import io.millrace.storage.graph.GraphReads;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Whose posts are for a reader.
 *
 * @param reader who
 * @param ways those whom the reader follows, and how
 * @param blocked those who block the reader or whom the reader blocks
 */
record Followees(OwnerId reader, Map<OwnerId, Way> ways, Set<OwnerId> blocked) {
    /**
     * How somebody is followed.
     *
     * @param asleep whether nothing is delivered, because the reader was away for long
     * @param since when that began
     */
    record Way(boolean asleep, Instant since) {}

    Followees {
        ways = Map.copyOf(ways);
        blocked = Set.copyOf(blocked);
    }

    /** As the tables have it. */
    static Mono<Followees> of(OwnerId reader, GraphReads graph) {
        Mono<Map<OwnerId, Way>> ways = graph.following(reader)
                .filter(edge -> edge.state().follows())
                .collectMap(
                        GraphEdge::followee,
                        edge -> new Way(
                                edge.state() == Following.ASLEEP, Instant.EPOCH.plus(edge.since(), ChronoUnit.MICROS)));
        Mono<Set<OwnerId>> blocked =
                Flux.merge(graph.blocked(reader), graph.blockedBy(reader)).collect(Collectors.toSet());
        return Mono.zip(ways, blocked, (follows, blocks) -> new Followees(reader, follows, blocks));
    }

    /** Whether posts of that account belong in the reader's feed; their own do. */
    boolean include(OwnerId author) {
        return author.equals(reader) || ways.containsKey(author) && !blocked.contains(author);
    }

    /** Whether the post may be in the reader's feed now. */
    boolean mayShow(Post post) {
        return post.author().equals(reader) || include(post.author()) && post.reachesFollowers();
    }

    /** Whether anything is not delivered. */
    boolean anyAsleep() {
        return ways.values().stream().anyMatch(Way::asleep);
    }

    /** Those whose posts may not have been delivered yet, for they are asleep or were followed only after that moment. */
    Set<OwnerId> undelivered(Instant lately) {
        return ways.entrySet().stream()
                .filter(way -> way.getValue().asleep() || way.getValue().since().isAfter(lately))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }
}
