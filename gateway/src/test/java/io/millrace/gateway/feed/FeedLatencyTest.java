package io.millrace.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.graph.GraphEvent;
import io.millrace.contracts.graph.GraphEvent.FollowChanged;
import io.millrace.contracts.graph.GraphEvent.Following;
import io.millrace.contracts.posts.Audience;
import io.millrace.contracts.posts.Post;
import io.millrace.contracts.posts.PostId;
import io.millrace.contracts.posts.TimeOrderedId;
import io.millrace.storage.feed.FeedPost;
import io.millrace.storage.feed.FeedWrites;
import io.millrace.storage.graph.GraphWrites;
import io.millrace.storage.posts.PostWrites;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/**
 * How long a feed's first page takes over HTTP: of readers who follow 100 authors each, of 500 who have 20 posts each, after all
 * were read some times, and of as many who return after long. One request at a time.
 */
@Tag("bench")
class FeedLatencyTest {
    private static final int READERS = 40;
    private static final int AUTHORS = 500;
    private static final int FOLLOWEES = 100;
    private static final int POSTS = 20;
    private static final String[] NAMES = IntStream.range(0, 2 * READERS)
            .mapToObj(i -> (i < READERS ? "warm" : "back") + i)
            .toArray(String[]::new);
    private static final FeedWorld WORLD = new FeedWorld(Map.of(), NAMES);

    @Test
    void firstPages() {
        Random random = new Random(11);
        Instant now = Instant.now();
        Map<OwnerId, List<FeedPost>> byAuthor = new HashMap<>();
        List<Post> posts = new ArrayList<>();
        for (int i = 0; i < AUTHORS * POSTS; i++) {
            OwnerId author = new OwnerId("author" + i % AUTHORS);
            Post post = post(author, now.minusSeconds(random.nextInt(20 * 86_400)), i);
            posts.add(post);
            byAuthor.computeIfAbsent(author, name -> new ArrayList<>()).add(new FeedPost(post.id(), author));
        }
        PostWrites postWrites = WORLD.gateway.bean(PostWrites.class);
        Flux.fromIterable(posts).flatMap(postWrites::put, 64).blockLast();
        for (String name : NAMES) {
            OwnerId reader = new OwnerId(name);
            Following state = name.startsWith("warm") ? Following.FOLLOWING : Following.ASLEEP;
            List<GraphEvent> edges = new ArrayList<>();
            List<FeedPost> rows = new ArrayList<>();
            random.ints(0, AUTHORS).distinct().limit(FOLLOWEES).forEach(author -> {
                OwnerId followee = new OwnerId("author" + author);
                edges.add(new FollowChanged(reader, followee, state, now.minusSeconds(86_400)));
                rows.addAll(byAuthor.get(followee));
            });
            WORLD.gateway.bean(GraphWrites.class).putAll(edges).block(FeedWorld.LIMIT);
            if (state == Following.FOLLOWING) {
                WORLD.gateway.bean(FeedWrites.class).add(Map.of(reader, rows)).block(FeedWorld.LIMIT);
            }
        }
        for (String order : List.of("latest", "top")) {
            String path = "/api/v1/feed?order=" + order;
            for (int i = 0; i < 1_000; i++) {
                assertThat(nanos("warm" + i % READERS, path)).isPositive();
            }
            print(
                    order + ", warm",
                    IntStream.range(0, 2_000)
                            .mapToLong(i -> nanos("warm" + i % READERS, path))
                            .toArray());
        }
        print(
                "latest, returning, first look",
                IntStream.range(READERS, 2 * READERS)
                        .mapToLong(i -> nanos("back" + i, "/api/v1/feed?order=latest"))
                        .toArray());
        print(
                "top, returning",
                IntStream.range(0, 400)
                        .mapToLong(i -> nanos("back" + (READERS + i % READERS), "/api/v1/feed?order=top"))
                        .toArray());
    }

    private static long nanos(String reader, String path) {
        long begun = System.nanoTime();
        var answer = WORLD.get(reader, path).send();
        long nanos = System.nanoTime() - begun;
        assertThat(answer.json().get("items").size()).isEqualTo(30);
        return nanos;
    }

    private static void print(String what, long[] nanos) {
        Arrays.sort(nanos);
        System.out.printf(
                "%s: p50 %.1f ms, p99 %.1f ms, most %.1f ms%n",
                what,
                nanos[nanos.length / 2] / 1e6,
                nanos[Math.min(nanos.length - 1, nanos.length * 99 / 100)] / 1e6,
                nanos[nanos.length - 1] / 1e6);
    }

    private static Post post(OwnerId author, Instant at, int number) {
        return new Post(
                new PostId(TimeOrderedId.of(at.toEpochMilli(), 3, number % TimeOrderedId.PER_MILLISECOND)),
                author,
                null,
                "Words number " + number,
                List.of(),
                Set.of(),
                Audience.PUBLIC,
                Post.State.READY,
                null,
                1);
    }
}
