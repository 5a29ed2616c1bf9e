package io.millrace.gateway.feed;

import io.millrace.contracts.posts.PostId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The order in which what is liked and what is new comes first. Ten times as many likes are worth twelve and a half hours, after
 * the ranking that Reddit published: {@code log10(likes + 1) + seconds / 45000}. A post's age costs it as much at any time, so
 * the order of two posts changes only when they are liked.
 */
final class Ranking {
    private static final double SECONDS_PER_FACTOR_TEN = 45_000;

    private Ranking() {}

    /** How high a post is. */
    static double score(PostId post, long likes) {
        return Math.log10(likes + 1.0) + post.time().toEpochMilli() / 1_000.0 / SECONDS_PER_FACTOR_TEN;
    }

    /**
     * Orders posts, the highest first; of equal ones the newer.
     *
     * @param likes how many there are of each post; none where it is missing
     */
    static List<PostId> order(Collection<PostId> posts, Map<PostId, Long> likes) {
        Map<PostId, Double> scores = new HashMap<>();
        posts.forEach(post -> scores.put(post, score(post, likes.getOrDefault(post, 0L))));
        return posts.stream()
                .distinct()
                .sorted(Comparator.<PostId, Double>comparing(scores::get)
                        .thenComparing(Comparator.naturalOrder())
                        .reversed())
                .toList();
    }
}
