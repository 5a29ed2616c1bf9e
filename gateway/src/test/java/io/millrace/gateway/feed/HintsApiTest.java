package io.millrace.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.contracts.graph.GraphEvent.Following;
import io.millrace.contracts.posts.Post;
import io.millrace.gateway.links.Gateways.Answer;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Being told of new posts, on real engines. */
class HintsApiTest {
    private static final Duration INTERVAL = FeedWorld.HINT_INTERVAL;
    private static final FeedWorld WORLD = FeedWorld.SHARED;

    private final HttpClient http = HttpClient.newHttpClient();

    /** The data lines of a stream as they come, each with when it came. */
    private record Told(List<String> hints, List<Long> nanos, HttpResponse<Stream<String>> response) {}

    @Test
    void manyPostsAreOneHintAtOnceAndOneAtTheEndOfTheInterval() {
        WORLD.follow("reader8", "grace11", Following.FOLLOWING);
        Told told = listen("reader8");
        for (int i = 0; i < 20; i++) {
            WORLD.deliver("reader8", WORLD.post("grace11", Duration.ZERO));
        }
        await().atMost(FeedWorld.LIMIT).until(() -> told.hints().size() == 2);
        assertThat(told.nanos().get(1) - told.nanos().get(0)).isGreaterThan(INTERVAL.toNanos() * 9 / 10);

        // Nothing new is no hint, however long one waits.
        await().during(INTERVAL.multipliedBy(2))
                .atMost(FeedWorld.LIMIT)
                .until(() -> told.hints().size() == 2);
        WORLD.deliver("reader8", WORLD.post("grace11", Duration.ZERO));
        await().atMost(FeedWorld.LIMIT).until(() -> told.hints().size() == 3);
        told.response().body().close();
    }

    @Test
    void aHintWaitsUntilThePostCanBeReadAndNeverTellsOfOneThatMayNotBeSeen() {
        WORLD.follow("reader9", "grace12", Following.FOLLOWING);
        Told told = listen("reader9");
        Post late = WORLD.post("grace12", Duration.ZERO);
        WORLD.deliver("reader9", WORLD.post("stranger12", Duration.ZERO));
        WORLD.announce("reader9", late);
        await().during(Duration.ofSeconds(1)).atMost(FeedWorld.LIMIT).until(() -> told.hints()
                .isEmpty());

        WORLD.store("reader9", late);
        await().atMost(FeedWorld.LIMIT).until(() -> told.hints().size() == 1);
        assertThat(told.hints().get(0)).contains("\"newest\":\"" + late.id() + "\"");
        told.response().body().close();
    }

    @Test
    void aPostThatReadersFetchIsAHintForThoseWhoFollow() {
        WORLD.follow("reader10", "star13", Following.FOLLOWING);
        Told follower = listen("reader10");
        Told other = listen("reader11");
        Post post = WORLD.post("star13", Duration.ZERO);
        WORLD.pull(post, false);

        await().atMost(FeedWorld.LIMIT).until(() -> follower.hints().size() == 1);
        assertThat(other.hints()).isEmpty();
        follower.response().body().close();
        other.response().body().close();
    }

    @Test
    void aLongPollAnswersWhenThereIsSomethingNewOrWhenTheWaitEnds() {
        WORLD.follow("reader11", "grace14", Following.FOLLOWING);
        Post first = WORLD.post("grace14", Duration.ofSeconds(5));
        WORLD.store("reader11", first);

        Answer known =
                WORLD.get("reader11", "/api/v1/feed/poll?since=" + first.id()).send();
        assertThat(known.text()).isEqualTo("{\"newPosts\":false,\"newest\":\"" + first.id() + "\"}");

        CompletableFuture<HttpResponse<byte[]>> waiting =
                WORLD.get("reader11", "/api/v1/feed/poll?since=" + first.id()).sendLater();
        Post second = WORLD.post("grace14", Duration.ZERO);
        WORLD.deliver("reader11", second);
        String news = "{\"newPosts\":true,\"newest\":\"" + second.id() + "\"}";
        assertThat(new Answer(waiting.join()).text()).isEqualTo(news);

        Answer behind =
                WORLD.get("reader11", "/api/v1/feed/poll?since=" + first.id()).send();
        assertThat(behind.text()).isEqualTo(news);
    }

    @Test
    void whoConnectsAgainIsToldOfWhatTheyMissed() {
        WORLD.follow("reader8", "grace15", Following.FOLLOWING);
        Post known = WORLD.post("grace15", Duration.ofSeconds(5));
        WORLD.store("reader8", known);
        Post missed = WORLD.post("grace15", Duration.ofSeconds(1));
        WORLD.store("reader8", missed);

        Told told = listen("reader8", "Last-Event-ID", known.id().toString());
        await().atMost(FeedWorld.LIMIT).until(() -> !told.hints().isEmpty());
        told.response().body().close();
    }

    @Test
    void whoWaitsTooOftenAtOnceIsRefusedUntilOneOfThemEnds() {
        Told one = listen("reader12");
        Told two = listen("reader12");

        assertThat(WORLD.get("reader12", "/api/v1/feed/live").status()).isEqualTo(429);
        assertThat(WORLD.get("reader12", "/api/v1/feed/poll").send().problem()).isEqualTo("too-many-requests");

        one.response().body().close();
        await().atMost(FeedWorld.LIMIT)
                .until(() -> WORLD.get("reader12", "/api/v1/feed/live").status() == 200);
        two.response().body().close();
    }

    /** Connected when this returns. */
    private Told listen(String reader, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + WORLD.gateway.port("server") + "/api/v1/feed/live"))
                .header("Authorization", "Bearer mr_" + reader);
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<Stream<String>> response =
                http.sendAsync(request.build(), BodyHandlers.ofLines()).join();
        assertThat(response.statusCode()).isEqualTo(200);
        Told told = new Told(new CopyOnWriteArrayList<>(), new CopyOnWriteArrayList<>(), response);
        CompletableFuture<Boolean> connected = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                response.body().forEach(line -> {
                    connected.complete(true);
                    if (line.startsWith("data:")) {
                        told.nanos().add(System.nanoTime());
                        told.hints().add(line);
                    }
                });
            } catch (UncheckedIOException e) {
                // The test has heard enough.
            }
        });
        thread.setDaemon(true);
        thread.start();
        connected
                .orTimeout(FeedWorld.LIMIT.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)
                .join();
        return told;
    }
}
