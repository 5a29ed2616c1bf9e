package io.millrace.gateway.feed;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.graph.GraphEvent.Following;
import io.millrace.contracts.posts.Post;
import io.millrace.gateway.graph.Relations;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Whose posts are for a reader.
 *
 * @param reader who
 * @param ways those whom the reader follows and neither blocks nor is blocked by, and how
 */
record Followees(OwnerId reader, Map<OwnerId, Way> ways) {
    /**
     * How somebody is followed.
     *
     * @param asleep whether nothing is delivered, because the reader was away for long
     * @param since when that began
     */
    record Way(boolean asleep, Instant since) {}

    Followees {
        ways = Map.copyOf(ways);
    }

    static Followees of(OwnerId reader, Relations relations) {
        return new Followees(
                reader,
                relations.followees().stream()
                        .filter(relations::follows)
                        .collect(Collectors.toMap(
                                Function.identity(),
                                other -> new Way(
                                        relations.following(other) == Following.ASLEEP,
                                        relations.followingSince(other)))));
    }

    /** Whether posts of that account belong in the reader's feed; their own do. */
    boolean include(OwnerId author) {
        return author.equals(reader) || ways.containsKey(author);
    }

    /** Whether the post may be in the reader's feed now. For admins too: what they may see is not what they follow. */
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
