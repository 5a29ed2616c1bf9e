package io.millrace.standalone.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.posts.PostId;
import io.millrace.storage.feed.FeedPost;
import io.millrace.storage.feed.FeedReads;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.core.ThrowingRunnable;
import tools.jackson.databind.JsonNode;

/** Holds all that a community sees against the model, as soon as what was acknowledged has got everywhere. */
final class CommunityViews {
    /** After a kill some of it takes what a consumer group waits for a member that is gone. */
    static final Duration LIMIT = Duration.ofMinutes(2);

    private static final Duration READ_LIMIT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(300);
    private static final int PAGE = 7;

    private final CommunityRun run;
    private final NaiveCommunity model;

    CommunityViews(CommunityRun run) {
        this.run = run;
        this.model = run.model;
    }

    /** Feeds hold exactly what they should, in its order. */
    void assertFeeds() {
        for (int user = 0; user < model.users; user++) {
            int reader = user;
            List<PostId> expected = run.ids(model.feed(user)).stream()
                    .sorted(Comparator.reverseOrder())
                    .toList();
            eventually(() -> assertThat(run.feed(reader, PAGE))
                    .as("%s: feed of u%d", run, reader)
                    .isEqualTo(expected));
        }
    }

    /** Who follows whom, who asks to, and how many. */
    void assertGraph() {
        for (int user = 0; user < model.users; user++) {
            int reader = user;
            String key = run.apiKey(user);
            String path = "/api/v1/users/" + run.user(user);
            Set<Integer> followers = model.followers(user);
            Set<Integer> following = model.following(user);
            Set<Integer> asking = model.asking(user);
            String of = run + ": u" + user;
            eventually(() -> {
                JsonNode profile = run.door().json(path, key);
                assertThat(profile.path("posts").asLong())
                        .as(of + "'s number of posts")
                        .isEqualTo(model.postsOut(reader));
                assertThat(profile.path("followers").asInt())
                        .as(of + "'s number of followers")
                        .isEqualTo(followers.size());
                assertThat(profile.path("following").asInt())
                        .as(of + " follows so many")
                        .isEqualTo(following.size());
                assertThat(names(path + "/followers", key))
                        .as(of + "'s followers")
                        .isEqualTo(names(followers));
                assertThat(names(path + "/following", key)).as(of + " follows").isEqualTo(names(following));
                assertThat(names("/api/v1/follow-requests", key))
                        .as(of + " is asked by")
                        .isEqualTo(names(asking));
            });
        }
    }

    private Set<String> names(Set<Integer> users) {
        return users.stream().map(run::user).collect(Collectors.toSet());
    }

    private Set<String> names(String path, String key) {
        Set<String> names = new HashSet<>();
        run.door().json(path, key).path("items").forEach(item -> names.add(item.asString()));
        return names;
    }

    /** Who may read which post, and how many like it. */
    void assertPosts() {
        model.posts().forEach((number, post) -> {
            for (int user = 0; user < model.users; user++) {
                String key = run.apiKey(user);
                String as = run + ": post #" + number + " " + run.id(number) + " for u" + user;
                boolean sees = model.sees(user, number);
                boolean likes = post.likes.contains(user);
                eventually(() -> {
                    HttpResponse<String> answer = run.door().get("/api/v1/posts/" + run.id(number), key);
                    assertThat(answer.statusCode()).as(as).isEqualTo(sees ? 200 : 404);
                    if (sees) {
                        JsonNode shown = Door.read(answer);
                        assertThat(shown.path("likes").asInt())
                                .as(as + ": likes")
                                .isEqualTo(post.likes.size());
                        assertThat(shown.path("liked").asBoolean())
                                .as(as + ": liked")
                                .isEqualTo(likes);
                    }
                });
            }
        });
    }

    /**
     * Each post of somebody else in a feed was delivered there or is pulled at this moment, and none is both: so gateways need
     * not look at timelines, as they do for a while after a follow or a return.
     *
     * @param pulled the posts that are not delivered
     */
    void assertDelivered(FeedReads feeds, Set<PostId> pulled) {
        for (int user = 0; user < model.users; user++) {
            int me = user;
            List<PostId> expected = run.ids(model.feed(user).stream()
                    .filter(post -> model.posts().get(post).author != me)
                    .collect(Collectors.toSet()));
            List<PostId> rows =
                    new ArrayList<>(feeds.newest(new OwnerId(run.user(user)), null, 1_000).block(READ_LIMIT).stream()
                            .map(FeedPost::post)
                            .toList());
            assertThat(rows).as("%s: delivered to u%d and pulled", run, me).noneMatch(pulled::contains);
            rows.addAll(pulled);
            assertThat(rows).as("%s: delivered to u%d or pulled", run, me).containsAll(expected);
        }
    }

    private static void eventually(ThrowingRunnable holds) {
        await().atMost(LIMIT).pollDelay(Duration.ZERO).pollInterval(POLL).untilAsserted(holds);
    }
}
