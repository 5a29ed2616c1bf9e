package io.millrace.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contracts.posts.PostId;
import io.millrace.contracts.posts.TimeOrderedId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RankingTest {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    @Test
    void tenTimesAsManyLikesAreWorthTwelveAndAHalfHours() {
        PostId old = at(Duration.ZERO);
        Map<PostId, Long> likes = Map.of(old, 99L);

        assertThat(Ranking.order(List.of(at(Duration.ofHours(24)), old), likes)).startsWith(old);
        assertThat(Ranking.order(List.of(at(Duration.ofHours(26)), old), likes)).endsWith(old);
    }

    @Test
    void withoutLikesTheNewestComesFirst() {
        List<PostId> newestFirst = new ArrayList<>();
        for (int second = 1_000; second > 0; second--) {
            newestFirst.add(at(Duration.ofSeconds(second)));
        }
        List<PostId> mixed = new ArrayList<>(newestFirst);
        Collections.shuffle(mixed, new Random(4));

        assertThat(Ranking.order(mixed, Map.of())).isEqualTo(newestFirst);
    }

    @Test
    void theOrderHasEachPostOnceDoesNotDependOnHowTheyCameAndRisesWithEachLike() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            List<PostId> posts = new ArrayList<>();
            Map<PostId, Long> likes = new HashMap<>();
            for (int i = random.nextInt(60); i >= 0; i--) {
                PostId post = at(Duration.ofMinutes(random.nextInt(5_000)));
                posts.add(post);
                likes.put(post, (long) Math.pow(10, random.nextDouble() * 7));
            }
            List<PostId> order = Ranking.order(posts, likes);
            assertThat(order).as("seed %d", seed).doesNotHaveDuplicates().containsAll(posts);

            Collections.shuffle(posts, random);
            assertThat(Ranking.order(posts, likes)).as("seed %d", seed).isEqualTo(order);

            PostId liked = posts.get(random.nextInt(posts.size()));
            likes.merge(liked, 1_000L, Long::sum);
            assertThat(Ranking.order(posts, likes).indexOf(liked))
                    .as("seed %d", seed)
                    .isLessThanOrEqualTo(order.indexOf(liked));
        }
    }

    private static PostId at(Duration after) {
        return new PostId(TimeOrderedId.of(NOON.plus(after).toEpochMilli(), 1, 0));
    }
}
