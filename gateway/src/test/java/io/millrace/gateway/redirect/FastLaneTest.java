package io.millrace.gateway.redirect;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.clicks.Click;
import io.millrace.contracts.clicks.Outcome;
import io.millrace.contracts.links.Link;
import io.millrace.contracts.links.LinkKey;
import io.millrace.contracts.links.Visibility;
import io.millrace.gateway.clicks.RecordedClicks;
import io.millrace.gateway.log.Freshness;
import io.millrace.gateway.redirect.RawClient.Answer;
import io.millrace.gateway.redirect.WarmTexts.WarmText;
import io.millrace.gateway.visitors.TestVisitors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** Two servers that differ only in the lane, and raw bytes. The one without is the reference. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FastLaneTest {
    private static final String HOST = "Host: localhost\r\n";
    private static final WarmText TEXT = new WarmText(
            new OwnerId("ada"),
            "HTTP/1.1 200 OK\r\nETag: \"t\"\r\nContent-Length: 10000\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
            "0123456789".repeat(1_000).getBytes(StandardCharsets.US_ASCII));
    private static final Duration IDLE = Duration.ofMillis(700);

    private final AtomicLong nanos = new AtomicLong();
    private final RedirectCache cache = new RedirectCache(key -> Mono.empty(), 1 << 20, Clock.systemUTC());
    private RecordedClicks clicks = new RecordedClicks();
    private @Nullable DisposableServer reference;
    private @Nullable DisposableServer server;

    @BeforeAll
    void open() {
        cache.put(link("plain-1", false, null, Visibility.PUBLIC, Duration.ofDays(1)));
        cache.put(link("plain-2", false, null, Visibility.PUBLIC, Duration.ofDays(1)));
        cache.put(link("forward", true, null, Visibility.PUBLIC, Duration.ofDays(1)));
        cache.put(link("limited", false, 5L, Visibility.PUBLIC, Duration.ofDays(1)));
        cache.put(link("private", false, null, Visibility.PRIVATE, Duration.ofDays(1)));
        cache.put(link("expired", false, null, Visibility.PUBLIC, Duration.ofDays(-1)));
        cache.put(link("deleted", false, null, Visibility.PUBLIC, Duration.ofDays(1)));
        cache.remove(new LinkKey("deleted"));
        reference = HttpServer.create().port(0).handle(this::ordinary).bindNow();
    }

    @BeforeEach
    void openLane() {
        if (server != null) {
            server.disposeNow();
        }
        nanos.set(0);
        clicks = new RecordedClicks();
        Crossing crossing = new Crossing(
                cache,
                new Freshness(nanos::get),
                clicks.clicks(),
                TestVisitors.behind("127.0.0.0/8"),
                new RedirectCounts(),
                RedirectQuota.NONE,
                key -> key.equals("text-1") ? TEXT : null);
        server = HttpServer.create()
                .port(0)
                .idleTimeout(IDLE)
                .doOnChannelInit(new FastLanes(crossing))
                .handle(this::ordinary)
                .bindNow();
    }

    @AfterAll
    void close() {
        requireNonNull(server).disposeNow();
        requireNonNull(reference).disposeNow();
    }

    /** Answers as the ordinary route does, and says so. */
    private Mono<Void> ordinary(HttpServerRequest request, HttpServerResponse response) {
        CachedLink link = cache.peek(request.path());
        boolean found = request.uri().startsWith("/") && link != null && !link.isDeleted();
        response.header("X-Ordinary", "yes").header("Content-Length", "0");
        if (List.of("/p/text-1/raw", "/raw/text-1").contains(request.fullPath())) {
            return request.receive()
                    .then(response.header("Content-Length", String.valueOf(TEXT.body().length))
                            .sendByteArray(Mono.just(TEXT.body()))
                            .then());
        }
        return request.receive()
                .then(Mono.defer(() -> found
                        ? response.status(302)
                                .header("Location", requireNonNull(link).location())
                                .send()
                        : response.status(404).send()));
    }

    @Test
    void a_visit_of_a_warm_link_is_answered_from_the_lane_and_recorded() throws IOException {
        try (RawClient client = client()) {
            client.send("GET /plain-1 HTTP/1.1\r\n" + HOST
                    + "User-Agent: Firefox\r\nReferer: https://a.example/x?y\r\nX-Forwarded-For: 193.0.6.139\r\n\r\n");
            Answer answer = client.answer();
            assertThat(answer.essence()).isEqualTo("302 https://example.com/plain-1");
            assertThat(answer.headers())
                    .containsEntry("cache-control", "private, no-store")
                    .containsEntry("content-length", "0")
                    .containsKey("date")
                    .doesNotContainKey("x-ordinary");
        }
        Click click = clicks.recorded().get(0);
        assertThat(click.key()).isEqualTo(new LinkKey("plain-1"));
        assertThat(click.owner()).isEqualTo(OwnerId.DEFAULT);
        assertThat(click.userAgent()).isEqualTo("Firefox");
        assertThat(click.referrer()).isEqualTo("https://a.example/x");
        assertThat(click.country()).isEqualTo("NL");
        assertThat(click.network()).isEqualTo("193.0.6.0/24");
        assertThat(click.at()).isBetween(Instant.now().minusSeconds(60), Instant.now());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/p/text-1/raw", "/raw/text-1"})
    void a_read_of_a_warm_text_is_answered_from_the_lane_and_recorded(String path) throws IOException {
        try (RawClient client = client()) {
            Answer answer = client.send("GET " + path + " HTTP/1.1\r\n" + HOST + "User-Agent: curl\r\n\r\n")
                    .answer();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers()).doesNotContainKey("x-ordinary");
            assertThat(answer.body().getBytes(StandardCharsets.US_ASCII)).isEqualTo(TEXT.body());
        }
        Click click = clicks.recorded().get(0);
        assertThat(click.outcome()).isEqualTo(Outcome.READ);
        assertThat(click.key()).isEqualTo(new LinkKey("text-1"));
        assertThat(click.owner()).isEqualTo(new OwnerId("ada"));
        assertThat(click.userAgent()).isEqualTo("curl");
    }

    /** Their answers are many times what a connection may have waiting to be written. */
    @Test
    void pipelined_reads_and_visits_are_answered_in_order() throws IOException {
        try (RawClient client = client()) {
            String pair = "GET /raw/text-1 HTTP/1.1\r\n" + HOST + "\r\nGET /plain-1 HTTP/1.1\r\n" + HOST + "\r\n";
            client.send(pair.repeat(100));
            for (int i = 0; i < 100; i++) {
                assertThat(client.answer().body()).hasSize(TEXT.body().length);
                assertThat(client.answer().location()).isEqualTo("https://example.com/plain-1");
            }
        }
    }

    @Test
    void visitors_on_one_connection_are_told_apart_by_agent_address_and_country_header() throws IOException {
        try (RawClient client = client()) {
            for (String headers : List.of(
                    "User-Agent: A\r\n",
                    "User-Agent: B\r\n",
                    "User-Agent: B\r\nX-Forwarded-For: 193.0.6.139\r\n",
                    "User-Agent: B\r\nX-Forwarded-For: 193.0.6.139\r\nCF-IPCountry: NO\r\n",
                    "User-Agent: A\r\n",
                    "")) {
                client.send("GET /plain-1 HTTP/1.1\r\n" + HOST + headers + "\r\n")
                        .answer();
            }
        }
        List<Click> recorded = clicks.recorded();
        assertThat(recorded).extracting(Click::userAgent).containsExactly("A", "B", "B", "B", "A", null);
        assertThat(recorded).extracting(Click::country).containsExactly(null, null, "NL", "NO", null, null);
        assertThat(recorded.get(0).visitor()).isEqualTo(recorded.get(4).visitor());
        assertThat(recorded.stream().map(Click::visitor).distinct()).hasSize(4);
    }

    @Test
    void pipelined_visits_are_answered_in_order() throws IOException {
        try (RawClient client = client()) {
            StringBuilder requests = new StringBuilder();
            for (int i = 0; i < 300; i++) {
                requests.append("GET /plain-")
                        .append(1 + i % 2)
                        .append(" HTTP/1.1\r\n")
                        .append(HOST)
                        .append("\r\n");
            }
            client.send(requests.toString());
            for (int i = 0; i < 300; i++) {
                assertThat(client.answer().location()).isEqualTo("https://example.com/plain-" + (1 + i % 2));
            }
        }
        assertThat(clicks.size()).isPositive();
    }

    @Test
    void the_lane_opens_again_after_a_request_that_was_let_pass() throws IOException {
        try (RawClient client = client()) {
            for (int i = 0; i < 5; i++) {
                assertThat(get(client, "/no-such-key").headers()).containsKey("x-ordinary");
                assertThat(get(client, "/plain-1").headers()).doesNotContainKey("x-ordinary");
            }
        }
        assertThat(clicks.size()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HEAD /plain-1 HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /plain-1 HTTP/1.0\r\nHost: localhost\r\nConnection: keep-alive\r\n\r\n",
                "GET /plain-1 HTTP/1.0\r\n\r\n",
                "GET /plain-1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /plain-1 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello",
                "GET /plain-1 HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
                "POST /plain-1 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n",
                "GET /forward?a=b HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /limited HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /private HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /expired HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /deleted HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /plain-1/x HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "HEAD /raw/text-1 HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /p/text-1 HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /p/text-1/raw/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /p/text-1/raw?revision=1 HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /raw/text-1?download HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /p/text%2D1/raw HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /p/raw HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /p//raw HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /raw/text-2 HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /p/text-1/raw HTTP/1.1\r\nHost: localhost\r\nRange: bytes=0-1\r\n\r\n",
                "GET /p/text-1/raw HTTP/1.1\r\nHost: localhost\r\nIF-None-Match: \"t\"\r\n\r\n",
                "GET /p/text-1/raw HTTP/1.1\r\nHost: localhost\r\nif-range: \"t\"\r\n\r\n",
                "GET /p/text-1/raw HTTP/1.1\r\nHost: localhost\r\nIf-Modified-Since: x\r\n\r\n",
                "GET /plain%2D1 HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET http://localhost/plain-1 HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /plain-1 HTTP/1.1\r\n\r\n",
                "GET /plain-1 HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /plain-1 HTTP/1.1\r\nHost: localhost\r\nX-Folded: a\r\n b\r\n\r\n",
                "GET /plain-1 HTTP/1.1\r\nHost: localhost\r\nX-\u00e9: a\r\n\r\n",
                "GET /plain-1 HTTP/1.1\nHost: localhost\n\n",
                "GET /plain-1 HTTP/1.1\r\nHost : localhost\r\n\r\n",
                "GET /plain-1  HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /plain-1 HTTP/1.1\r\nHost: localhost\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n",
                "GET /plain-1 HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n\r\n",
                "get /plain-1 HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "\r\n\r\nnonsense\r\n\r\n"
            })
    void what_is_not_a_plain_visit_is_left_to_those_behind(String request) throws IOException {
        assertThat(essences(port(requireNonNull(server)), request, request.startsWith("HEAD")))
                .isEqualTo(essences(port(requireNonNull(reference)), request, request.startsWith("HEAD")));
        assertThat(clicks.size()).isZero();
    }

    @Test
    void a_query_is_ignored_unless_the_link_forwards_it() throws IOException {
        try (RawClient client = client()) {
            assertThat(get(client, "/plain-1?utm_source=x&y=%20").headers()).doesNotContainKey("x-ordinary");
            assertThat(get(client, "/forward").headers()).doesNotContainKey("x-ordinary");
            assertThat(get(client, "/forward?a=b").headers()).containsKey("x-ordinary");
        }
    }

    @Test
    void over_long_lines_are_refused_as_without_the_lane() throws IOException {
        String longLine = "GET /plain-1?" + "q".repeat(9_000) + " HTTP/1.1\r\n" + HOST + "\r\n";
        assertThat(essences(port(requireNonNull(server)), longLine, false)).containsExactly("414 null");
        String longHeader = "GET /plain-1 HTTP/1.1\r\n" + HOST + "X-Long: " + "x".repeat(20_000) + "\r\n\r\n";
        assertThat(essences(port(requireNonNull(server)), longHeader, false)).containsExactly("431 null");
        assertThat(clicks.size()).isZero();
    }

    @Test
    void a_visit_that_comes_in_two_pieces_is_answered_wherever_it_was_cut() throws IOException {
        byte[] request = ("GET /plain-1 HTTP/1.1\r\n" + HOST + "\r\n").getBytes(StandardCharsets.US_ASCII);
        for (int cut = 1; cut < request.length; cut++) {
            try (RawClient client = client()) {
                client.send(request, 0, cut).send(request, cut, request.length);
                assertThat(client.answer().location()).as("cut at " + cut).isEqualTo("https://example.com/plain-1");
                assertThat(get(client, "/plain-2").location()).isEqualTo("https://example.com/plain-2");
            }
        }
    }

    @Test
    void any_sequence_of_requests_cut_anywhere_is_answered_as_without_the_lane() throws IOException {
        for (long seed = 1; seed <= 150; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<String> requests = new ArrayList<>();
            for (int i = 1 + random.nextInt(8); i > 0; i--) {
                requests.add(request(random));
            }
            assertThat(sequence(port(requireNonNull(server)), requests, new SplittableRandom(seed)))
                    .as("seed " + seed + ": " + requests)
                    .isEqualTo(sequence(port(requireNonNull(reference)), requests, new SplittableRandom(seed)));
        }
        assertThat(clicks.size()).isPositive();
    }

    @Test
    void a_connection_that_is_used_is_not_idle_and_one_that_is_not_used_is_closed() throws Exception {
        try (RawClient client = client()) {
            await("answers for longer than a connection may be idle")
                    .pollInterval(IDLE.dividedBy(14))
                    .during(IDLE.multipliedBy(3))
                    .atMost(IDLE.multipliedBy(10))
                    .until(() -> get(client, "/plain-1").status() == 302);
            assertThat(client.read(false)).as("closed").isNull();
        }
    }

    @Test
    void a_gateway_that_is_cut_off_for_ten_minutes_no_longer_answers_from_its_cache() throws IOException {
        try (RawClient client = client()) {
            nanos.set(Duration.ofMinutes(9).toNanos());
            assertThat(get(client, "/plain-1").headers()).doesNotContainKey("x-ordinary");
            nanos.set(Duration.ofMinutes(10).toNanos());
            assertThat(get(client, "/plain-1").headers()).containsKey("x-ordinary");
        }
    }

    private static List<String> sequence(int port, List<String> requests, SplittableRandom random) throws IOException {
        byte[] bytes = String.join("", requests).getBytes(StandardCharsets.ISO_8859_1);
        List<String> essences = new ArrayList<>();
        try (RawClient client = new RawClient(port)) {
            for (int from = 0; from < bytes.length; ) {
                int to = random.nextInt(3) == 0 ? Math.min(bytes.length, from + 1 + random.nextInt(90)) : bytes.length;
                client.send(bytes, from, to);
                from = to;
            }
            for (String request : requests) {
                Answer answer = client.read(request.startsWith("HEAD"));
                essences.add(answer == null ? "closed" : answer.essence());
            }
        }
        return essences;
    }

    private static String request(SplittableRandom random) {
        String key = List.of(
                        "plain-1",
                        "plain-2",
                        "forward",
                        "limited",
                        "missing",
                        "x",
                        "plain-1/y",
                        "plain-1?q=1",
                        "p/text-1/raw",
                        "raw/text-1",
                        "raw/missing")
                .get(random.nextInt(11));
        return switch (random.nextInt(7)) {
            case 0 -> "HEAD /" + key + " HTTP/1.1\r\n" + HOST + "\r\n";
            case 1 -> "POST /" + key + " HTTP/1.1\r\n" + HOST + "Content-Length: 3\r\n\r\nGET";
            case 2 ->
                "GET /" + key + " HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n4\r\nGET \r\n0\r\n\r\n";
            default -> "GET /" + key + " HTTP/1.1\r\n" + HOST + "Accept: */*\r\nConnection: keep-alive\r\n\r\n";
        };
    }

    private static List<String> essences(int port, String request, boolean head) throws IOException {
        try (RawClient client = new RawClient(port)) {
            client.send(request);
            Answer answer = client.read(head);
            return List.of(answer == null ? "closed" : answer.essence());
        }
    }

    private static Answer get(RawClient client, String path) throws IOException {
        return client.send("GET " + path + " HTTP/1.1\r\n" + HOST + "\r\n").answer();
    }

    private RawClient client() throws IOException {
        return new RawClient(port(requireNonNull(server)));
    }

    private static int port(DisposableServer server) {
        return server.port();
    }

    private static Link link(
            String key, boolean forwardQuery, @Nullable Long maxVisits, Visibility visibility, Duration life) {
        return new Link(
                new LinkKey(key),
                OwnerId.DEFAULT,
                "https://example.com/" + key,
                Instant.now().minus(Duration.ofDays(2)).truncatedTo(java.time.temporal.ChronoUnit.MILLIS),
                Instant.now().plus(life),
                maxVisits,
                null,
                Set.of(),
                visibility,
                List.of(),
                forwardQuery,
                true,
                1);
    }
}
