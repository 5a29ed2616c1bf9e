package io.millrace.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.contracts.graph.GraphEvent.Following;
import io.millrace.contracts.posts.Audience;
import io.millrace.contracts.posts.Post;
import io.millrace.gateway.links.Gateways.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Feeds over HTTP, on real engines; each test has readers and authors of its own. */
class FeedApiTest {
    private static final FeedWorld WORLD = FeedWorld.SHARED;

    @Test
    void whatIsDeliveredIsReadTheNewestFirstWithOnesOwnPostsBetween() {
        WORLD.follow("reader1", "grace1", Following.FOLLOWING);
        Post older = WORLD.post("grace1", Duration.ofMinutes(3));
        Post own = WORLD.post("reader1", Duration.ofMinutes(2));
        Post newer = WORLD.post("grace1", Duration.ofMinutes(1));
        WORLD.deliver("reader1", older);
        WORLD.deliver("reader1", newer);

        Answer answer = WORLD.get("reader1", "/api/v1/feed?order=latest").send();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(ids(answer.json())).containsExactlyElementsOf(idsOf(newer, own, older));
        assertThat(answer.json().get("newest").stringValue())
                .isEqualTo(newer.id().toString());
        assertThat(answer.json().get("items").get(0).get("author").toString()).contains("grace1");
        assertThat(answer.json().get("next").isNull()).isTrue();
        assertThat(feed("reader1", "top")).containsExactlyElementsOf(idsOf(newer, own, older));
    }

    @Test
    void whoIsUnfollowedOrBlockedAndWhatIsHiddenOrDeletedIsGoneAtOnce() {
        for (String author : List.of("grace2", "alan2", "edsger2")) {
            WORLD.follow("reader2", author, Following.FOLLOWING);
        }
        Post unfollowed = WORLD.post("alan2", Duration.ofMinutes(5));
        Post blocked = WORLD.post("edsger2", Duration.ofMinutes(4));
        Post hidden = WORLD.post("grace2", Duration.ofMinutes(3));
        Post deleted = WORLD.post("grace2", Duration.ofMinutes(2));
        Post stays = WORLD.post("grace2", Duration.ofMinutes(1));
        List<Post> all = List.of(stays, deleted, hidden, blocked, unfollowed);
        all.forEach(post -> WORLD.deliver("reader2", post));
        awaitFeed("reader2", all);

        WORLD.edit(hidden, Audience.PRIVATE);
        awaitFeed("reader2", List.of(stays, deleted, blocked, unfollowed));
        WORLD.delete(deleted);
        awaitFeed("reader2", List.of(stays, blocked, unfollowed));
        WORLD.follow("reader2", "alan2", Following.NONE);
        awaitFeed("reader2", List.of(stays, blocked));
        WORLD.block("edsger2", "reader2");
        awaitFeed("reader2", List.of(stays));
    }

    @Test
    void pagesTogetherShowEachPostOnceThoughNewOnesCome() {
        WORLD.follow("reader3", "grace3", Following.FOLLOWING);
        List<Post> posts = new ArrayList<>(IntStream.range(0, 25)
                .mapToObj(minute -> WORLD.post("grace3", Duration.ofMinutes(60 + minute)))
                .toList());
        posts.forEach(post -> WORLD.store("reader3", post));

        for (String order : List.of("latest", "top")) {
            List<String> shown = new ArrayList<>();
            String path = "/api/v1/feed?limit=10&order=" + order;
            String next = path;
            while (next != null) {
                JsonNode page = WORLD.get("reader3", next).send().json();
                assertThat(page.get("items").size()).isBetween(1, 10);
                shown.addAll(ids(page));
                next = page.get("next").isNull()
                        ? null
                        : "/api/v1/feed?limit=10&cursor=" + page.get("next").stringValue();
                WORLD.store("reader3", WORLD.post("grace3", Duration.ZERO));
            }
            assertThat(shown)
                    .doesNotHaveDuplicates()
                    .containsAll(
                            posts.stream().map(post -> post.id().toString()).toList());
        }
    }

    @Test
    void aCursorOfSomebodyElseOfAnotherOrderOrOfNobodyIsAProblem() {
        WORLD.follow("reader4", "grace4", Following.FOLLOWING);
        for (int i = 0; i < 3; i++) {
            WORLD.store("reader4", WORLD.post("grace4", Duration.ofMinutes(i)));
        }
        String next = WORLD.get("reader4", "/api/v1/feed?order=latest&limit=1")
                .send()
                .json()
                .get("next")
                .stringValue();

        assertThat(WORLD.get("reader4", "/api/v1/feed?limit=1&cursor=" + next)
                        .send()
                        .status())
                .isEqualTo(200);
        for (String path : List.of("?order=top&cursor=" + next, "?cursor=A" + next, "?cursor=", "?order=best")) {
            assertThat(WORLD.get("reader4", "/api/v1/feed" + path).send().problem())
                    .as(path)
                    .isEqualTo("invalid-parameter");
        }
        for (String path : List.of("?limit=0", "?limit=101", "?limit=ten", "/poll?since=yesterday")) {
            assertThat(WORLD.get("reader4", "/api/v1/feed" + path).send().problem())
                    .as(path)
                    .isEqualTo("invalid-parameter");
        }
        assertThat(WORLD.get("reader1", "/api/v1/feed?cursor=" + next).send().problem())
                .isEqualTo("invalid-parameter");
    }

    @Test
    void postsOfThoseWithVeryManyFollowersAreFetchedByWhoeverFollows() {
        WORLD.follow("reader5", "star5", Following.FOLLOWING);
        WORLD.follow("reader5", "grace5", Following.FOLLOWING);
        Post delivered = WORLD.post("grace5", Duration.ofMinutes(2));
        Post fetched = WORLD.post("star5", Duration.ofMinutes(1));
        Post gone = WORLD.post("star5", Duration.ofSeconds(30));
        WORLD.deliver("reader5", delivered);
        WORLD.pull(fetched, false);
        WORLD.pull(gone, false);
        WORLD.pull(gone, true);

        awaitFeed("reader5", List.of(fetched, delivered));
        WORLD.follow("reader5", "star5", Following.NONE);
        awaitFeed("reader5", List.of(delivered));
    }

    @Test
    void whoIsFollowedFromNowOnShowsAtOnceWithTheirRecentPosts() {
        List<Post> posts = IntStream.range(0, 35)
                .mapToObj(minute -> WORLD.post("grace7", Duration.ofMinutes(minute)))
                .toList();
        WORLD.follow("reader7", "grace7", Following.FOLLOWING, Instant.now());

        awaitFeed("reader7", posts.subList(0, 30));
    }

    @Test
    void whoReturnsAfterLongIsServedFromTimelinesAtOnce() {
        WORLD.follow("reader6", "grace6", Following.ASLEEP);
        WORLD.follow("reader6", "alan6", Following.ASLEEP);
        List<Post> posts = IntStream.range(0, 40)
                .mapToObj(minute -> WORLD.post(minute % 2 == 0 ? "grace6" : "alan6", Duration.ofMinutes(minute)))
                .toList();

        awaitFeed("reader6", posts.subList(0, 30));
        // Awake in the graph, but what was missed is still on its way.
        WORLD.follow("reader6", "grace6", Following.FOLLOWING);
        WORLD.follow("reader6", "alan6", Following.FOLLOWING);
        awaitFeed("reader6", posts.subList(0, 30));
    }

    private static void awaitFeed(String reader, List<Post> posts) {
        await().atMost(FeedWorld.LIMIT).untilAsserted(() -> assertThat(feed(reader, "latest"))
                .containsExactlyElementsOf(idsOf(posts.toArray(Post[]::new))));
    }

    private static List<String> feed(String reader, String order) {
        return ids(WORLD.get(reader, "/api/v1/feed?order=" + order).send().json());
    }

    private static List<String> ids(JsonNode page) {
        List<String> ids = new ArrayList<>();
        page.get("items").forEach(item -> ids.add(item.get("id").stringValue()));
        return Collections.unmodifiableList(ids);
    }

    private static List<String> idsOf(Post... posts) {
        return List.of(posts).stream().map(post -> post.id().toString()).toList();
    }
}
