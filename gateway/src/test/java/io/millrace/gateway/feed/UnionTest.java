package io.millrace.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.posts.PostId;
import io.millrace.gateway.feed.Union.Source;
import io.millrace.storage.feed.FeedPost;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class UnionTest {
    private static final OwnerId GRACE = new OwnerId("grace");

    @Test
    void aPostThatSeveralSourcesHaveIsThereOnce() {
        Union union = Union.of(List.of(Source.of(posts(9, 5, 1), 10), Source.of(posts(7, 5), 10)), 10);

        assertThat(union).isEqualTo(new Union(posts(9, 7, 5, 1), null));
    }

    @Test
    void nothingIsTakenThatIsOlderThanWhereASourceStopped() {
        // The second source was asked for two and may have 4 and 3 as well.
        Union union = Union.of(List.of(Source.of(posts(9, 2, 1), 10), Source.of(posts(7, 5), 2)), 10);

        assertThat(union).isEqualTo(new Union(posts(9, 7, 5), new PostId(5)));
    }

    @Test
    void aSourceOfWhichNothingBelongsIsAskedAgainWhereItStopped() {
        Union union = Union.of(List.of(new Source(posts(), new PostId(6)), Source.of(posts(9, 2), 10)), 10);

        assertThat(union).isEqualTo(new Union(posts(9), new PostId(6)));
    }

    @Test
    void withoutSourcesThereIsNothingMore() {
        assertThat(Union.of(List.of(), 10)).isEqualTo(new Union(List.of(), null));
    }

    @Test
    void whoeverReadsWindowAfterWindowGetsEachPostOfAnySourceOnceTheNewestFirst() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            List<List<Integer>> sources = new ArrayList<>();
            TreeSet<Integer> all = new TreeSet<>(Comparator.reverseOrder());
            for (int i = random.nextInt(6); i > 0; i--) {
                TreeSet<Integer> source = new TreeSet<>(Comparator.reverseOrder());
                for (int j = random.nextInt(30); j > 0; j--) {
                    source.add(1 + random.nextInt(60));
                }
                all.addAll(source);
                sources.add(List.copyOf(source));
            }
            int asked = 1 + random.nextInt(12);
            int taken = 1 + random.nextInt(12);

            List<Integer> read = new ArrayList<>();
            long before = Long.MAX_VALUE;
            while (before > 0) {
                long bound = before;
                Union union = Union.of(
                        sources.stream()
                                .map(source -> source(source, bound, asked))
                                .toList(),
                        taken);
                union.posts().forEach(post -> read.add((int) post.post().value()));
                before = union.rest() == null ? 0 : union.rest().value();
                assertThat(before).as("stands still, seed %d", seed).isLessThan(bound);
            }

            assertThat(read).as("seed %d", seed).containsExactlyElementsOf(all);
        }
    }

    private static Source source(List<Integer> newestFirst, long before, int limit) {
        int[] some = newestFirst.stream()
                .filter(post -> post < before)
                .limit(limit)
                .mapToInt(Integer::intValue)
                .toArray();
        return Source.of(posts(some), limit);
    }

    private static List<FeedPost> posts(int... ids) {
        List<FeedPost> posts = new ArrayList<>();
        for (int id : ids) {
            posts.add(new FeedPost(new PostId(id), GRACE));
        }
        return posts;
    }
}
