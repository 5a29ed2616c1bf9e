package io.millrace.storage.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.posts.Audience;
import io.millrace.contracts.posts.Post;
import io.millrace.contracts.posts.PostId;
import io.millrace.contracts.posts.TimeOrderedId;
import io.millrace.storage.TestDatabase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The index against a model that looks through all posts. Set {@code -Dseed=} to see a failure again. */
class PostIndexTest {
    private static final long BORN = 1_790_000_000_000L;
    private static final int HOUR = 3_600_000;

    /** Some begin with others, some are longer than the prefixes that are listed, some are equal when folded. */
    private static final List<String> VOCABULARY = List.of(
            "sea",
            "Sea",
            "season",
            "seasons",
            "séance",
            "sun",
            "sunrise",
            "Sunrises",
            "sunny",
            "international",
            "internationally",
            "internship",
            "東京",
            "東",
            "s",
            "über",
            "uber");

    private final PostIndexWrites writes = new PostIndexWrites(TestDatabase.shared());
    private final PostIndexReads reads = new PostIndexReads(TestDatabase.shared());

    @Test
    void searchFindsWhatAModelFindsNewestFirstWhateverIsEditedHiddenDeletedAndRepeated() {
        long seed = Long.getLong("seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        String mine = "run" + Long.toUnsignedString(seed, 36);
        long born = BORN + random.nextInt(HOUR);
        List<Post> history = new ArrayList<>();
        Map<PostId, Post> posts = new TreeMap<>();
        Map<PostId, Boolean> found = new TreeMap<>();
        Set<Post> listed = new HashSet<>();
        for (int step = 0; step < 120; step++) {
            Post before = step < 20 || random.nextInt(3) == 0 ? null : history.get(random.nextInt(history.size()));
            Post post = before == null
                    ? post(random, mine, id(random, born, posts.size()), 1)
                    : post(random, mine, before.id(), posts.get(before.id()).version() + 1);
            if (before != null && listed.contains(before) && random.nextBoolean()) {
                // An event that comes again, mostly after later ones.
                writes.list(before).block(TestDatabase.LIMIT);
                continue;
            }
            boolean isListed = random.nextInt(5) > 0;
            (isListed ? writes.list(post) : writes.unlist(post)).block(TestDatabase.LIMIT);
            if (random.nextInt(4) == 0) {
                (isListed ? writes.list(post) : writes.unlist(post)).block(TestDatabase.LIMIT);
            }
            posts.put(post.id(), post);
            found.put(post.id(), isListed);
            if (isListed) {
                listed.add(post);
            }
            history.add(post);
        }
        for (int query = 0; query < 40; query++) {
            SearchQuery wanted = SearchQuery.of(query(random, mine));
            List<PostId> expected = posts.values().stream()
                    .filter(post -> found.get(post.id()) && wanted.matches(SearchWords.of(post)))
                    .map(Post::id)
                    .sorted((one, other) -> other.compareTo(one))
                    .toList();
            assertThat(pages(wanted, posts, 1 + random.nextInt(30)))
                    .as("%s with -Dseed=%d", wanted, seed)
                    .containsExactlyElementsOf(expected);
        }
        assertNothingIsLeftOfWhatIsHidden(posts, found, seed);
    }

    /** Without a look at the posts: the lists themselves have no post that is hidden, and none under words that it lost. */
    private void assertNothingIsLeftOfWhatIsHidden(Map<PostId, Post> posts, Map<PostId, Boolean> found, long seed) {
        for (String word : VOCABULARY) {
            SearchQuery query = SearchQuery.of(word);
            assertThat(reads.candidates(query, null, 10_000)
                            .filter(posts::containsKey)
                            .filter(id -> !found.get(id)
                                    || SearchWords.of(posts.get(id)).stream()
                                            .noneMatch(has -> has.startsWith(query.lead())))
                            .collectList()
                            .block(TestDatabase.LIMIT))
                    .as("%s with -Dseed=%d", word, seed)
                    .isEmpty();
        }
    }

    @Test
    void aDeletedPostIsNeverFoundAgainAlthoughItsEventsComeAgain() {
        SplittableRandom random = new SplittableRandom(7);
        Post post = post(random, "deletedlater", id(random, BORN, 9_999), 1);
        writes.list(post).block(TestDatabase.LIMIT);
        assertThat(first("deletedlat")).containsExactly(post.id());
        writes.delete(post.emptied()).block(TestDatabase.LIMIT);
        writes.list(post).block(TestDatabase.LIMIT);
        assertThat(first("deletedlat")).isEmpty();
    }

    private List<PostId> first(String query) {
        return reads.candidates(SearchQuery.of(query), null, 10).collectList().block(TestDatabase.LIMIT);
    }

    private List<PostId> pages(SearchQuery query, Map<PostId, Post> posts, int limit) {
        List<PostId> all = new ArrayList<>();
        @Nullable PostId before = null;
        while (true) {
            List<PostId> page =
                    reads.candidates(query, before, limit).collectList().block(TestDatabase.LIMIT);
            page.stream()
                    .filter(posts::containsKey)
                    .filter(id -> query.matches(SearchWords.of(posts.get(id))))
                    .forEach(all::add);
            if (page.size() < limit) {
                return all;
            }
            before = page.get(page.size() - 1);
        }
    }

    /** Over many slots, some of which have many posts; each run has ids of its own, since all share the tables. */
    private static PostId id(SplittableRandom random, long born, int sequence) {
        long millis = born + (long) random.nextInt(200) * HOUR;
        return new PostId(TimeOrderedId.of(millis, random.nextInt(1_024), sequence % 4_096));
    }

    private static Post post(SplittableRandom random, String mine, PostId id, long version) {
        return new Post(
                id,
                new OwnerId("author"),
                random.nextBoolean() ? word(random) : null,
                mine + " " + word(random) + ", " + word(random),
                List.of(),
                random.nextBoolean() ? Set.of("tag") : Set.of(),
                Audience.PUBLIC,
                Post.State.READY,
                null,
                version);
    }

    /** Each has the run's own word, so that what other runs left in the table is not found. */
    private static String query(SplittableRandom random, String mine) {
        String word = word(random);
        String beginning = word.substring(0, 1 + random.nextInt(word.length()));
        return switch (random.nextInt(4)) {
            case 0 -> mine.substring(0, mine.length() - random.nextInt(2));
            case 1 -> mine + " " + beginning;
            case 2 -> mine + " " + word(random) + " " + beginning;
            default -> word(random) + " " + mine;
        };
    }

    private static String word(SplittableRandom random) {
        return VOCABULARY.get(random.nextInt(VOCABULARY.size()));
    }
}
