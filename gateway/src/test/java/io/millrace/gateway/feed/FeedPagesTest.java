package io.millrace.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.posts.Audience;
import io.millrace.contracts.posts.Post;
import io.millrace.contracts.posts.PostId;
import io.millrace.contracts.posts.TimeOrderedId;
import io.millrace.gateway.feed.FeedPages.Page;
import io.millrace.storage.feed.FeedPost;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Pages over posts that are in memory; what happens between two pages is random and can be replayed with {@code -Dseed=}. */
class FeedPagesTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Instant START = Instant.parse("2026-03-04T12:00:00Z");
    private static final OwnerId ADA = new OwnerId("ada");
    private static final OwnerId GRACE = new OwnerId("grace");
    private static final Reading READING =
            new Reading(new Followees(ADA, Map.of(GRACE, new Followees.Way(false, Instant.EPOCH))), Set.of());

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final TreeMap<PostId, Post> posts = new TreeMap<>(Comparator.reverseOrder());
    private final Map<PostId, Long> likes = new HashMap<>();
    private final FeedPages pages = new FeedPages(this::window, this::visible, this::likes);
    private int looked;

    @Test
    void aFeedThatChangesWhileItIsReadShowsWhatStaysVisibleOnceInAnOrderThatStays() {
        for (int round = 0; round < 150; round++) {
            posts.clear();
            likes.clear();
            for (int i = random.nextInt(700); i > 0; i--) {
                post(START.plusSeconds(random.nextInt(1_000_000)));
            }
            Order order = Order.values()[random.nextInt(2)];
            List<PostId> before = visibleNow();
            List<PostId> shown = new ArrayList<>();
            FeedCursor cursor = FeedCursor.first(order);
            while (cursor != null) {
                Page page = page(cursor, 1 + random.nextInt(60));
                page.posts().forEach(post -> shown.add(post.id()));
                cursor = page.next();
                change();
            }

            List<PostId> after = visibleNow();
            assertThat(shown).as("seed %d", seed).doesNotHaveDuplicates();
            assertThat(shown)
                    .as("seed %d", seed)
                    .containsAll(before.stream().filter(after::contains).toList());
            if (order == Order.LATEST) {
                assertThat(shown).as("seed %d", seed).isSortedAccordingTo(Comparator.reverseOrder());
            }
        }
    }

    @Test
    void theTopPagesTogetherAreTheRankingOfTheirTimeThoughLikesComeIn() {
        for (int i = 0; i < FeedCursor.MAX_RANKED; i++) {
            Post post = post(START.plusSeconds(i * 600L));
            likes.put(post.id(), (long) random.nextInt(5_000));
        }
        List<PostId> ranking = Ranking.order(visibleNow(), likes);

        List<PostId> shown = new ArrayList<>();
        FeedCursor cursor = FeedCursor.first(Order.TOP);
        while (cursor != null) {
            Page page = page(cursor, 20);
            page.posts().forEach(post -> shown.add(post.id()));
            cursor = page.next();
            ranking.forEach(post -> likes.put(post, (long) random.nextInt(5_000)));
        }

        assertThat(shown).as("seed %d", seed).containsExactlyElementsOf(ranking);
    }

    @Test
    void whoIsNotFollowedAndWhatIsHiddenIsNotShown() {
        Instant at = START;
        Post graces = put(post(GRACE, at, Audience.FOLLOWERS, Post.State.READY));
        Post own = put(post(ADA, at.plusSeconds(1), Audience.PRIVATE, Post.State.PENDING));
        put(post(GRACE, at.plusSeconds(2), Audience.PRIVATE, Post.State.READY));
        put(post(GRACE, at.plusSeconds(3), Audience.PUBLIC, Post.State.PENDING));
        PostId newest = put(post(new OwnerId("alan"), at.plusSeconds(5), Audience.PUBLIC, Post.State.READY))
                .id();

        assertThat(page(FeedCursor.first(Order.LATEST), 10)).isEqualTo(new Page(List.of(own, graces), null, newest));
    }

    @Test
    void aPageLooksAtThreeTimesAsManyPostsAsItHasRoomForAndThenGoesOnInTheNext() {
        for (int i = 0; i < 500; i++) {
            put(post(GRACE, START.plusSeconds(100 + i), Audience.PRIVATE, Post.State.READY));
        }
        Post last = put(post(GRACE, START, Audience.PUBLIC, Post.State.READY));

        for (Order order : Order.values()) {
            FeedCursor cursor = FeedCursor.first(order);
            List<Post> shown = new ArrayList<>();
            while (cursor != null) {
                looked = 0;
                Page page = page(cursor, 20);
                assertThat(looked).isBetween(1, 60);
                shown.addAll(page.posts());
                cursor = page.next();
            }
            assertThat(shown).containsExactly(last);
        }
    }

    private Page page(FeedCursor cursor, int limit) {
        Page page = pages.page(READING, cursor, limit).block(LIMIT);
        assertThat(page.posts()).hasSizeLessThanOrEqualTo(limit);
        return page;
    }

    /** Something is posted, hidden, shown again, liked or deleted. */
    private void change() {
        for (int i = random.nextInt(10); i > 0 && !posts.isEmpty(); i--) {
            PostId any = List.copyOf(posts.keySet()).get(random.nextInt(posts.size()));
            switch (random.nextInt(4)) {
                case 0 -> post(START.plusSeconds(2_000_000 + random.nextInt(1_000_000)));
                case 1 -> put(post(GRACE, any.time(), Audience.PRIVATE, Post.State.READY));
                case 2 -> likes.merge(any, 100L, Long::sum);
                default -> posts.remove(any);
            }
        }
    }

    private List<PostId> visibleNow() {
        return posts.values().stream()
                .filter(READING.followees()::mayShow)
                .map(Post::id)
                .collect(Collectors.toList());
    }

    private Mono<Union> window(Reading reading, @Nullable PostId before, int limit) {
        List<FeedPost> some = posts.values().stream()
                .filter(post -> before == null || post.id().compareTo(before) < 0)
                .limit(limit)
                .map(post -> new FeedPost(post.id(), post.author()))
                .toList();
        return Mono.just(Union.of(List.of(Union.Source.of(some, limit)), limit));
    }

    private Mono<Map<PostId, Post>> visible(Collection<PostId> ids) {
        looked += ids.size();
        return Mono.just(ids.stream().filter(posts::containsKey).collect(Collectors.toMap(id -> id, posts::get)));
    }

    private Mono<Map<PostId, Long>> likes(Collection<PostId> ids) {
        return Mono.just(Map.copyOf(likes));
    }

    private Post post(Instant at) {
        return put(post(GRACE, at, random.nextInt(5) == 0 ? Audience.PRIVATE : Audience.PUBLIC, Post.State.READY));
    }

    private Post put(Post post) {
        posts.put(post.id(), post);
        return post;
    }

    private static Post post(OwnerId author, Instant at, Audience audience, Post.State state) {
        return new Post(
                new PostId(TimeOrderedId.of(at.toEpochMilli(), 1, 0)),
                author,
                null,
                "Some words",
                List.of(),
                Set.of(),
                audience,
                state,
                null,
                1);
    }
}
