package io.millrace.gateway.links;

import static io.millrace.gateway.links.Gateways.FIRST;
import static io.millrace.gateway.links.Gateways.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.gateway.keys.ShortKeys;
import io.millrace.gateway.keys.Versions;
import io.millrace.gateway.links.Gateways.Answer;
import io.millrace.gateway.log.Logs;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;

/** The interface of links over HTTP, on two gateways. */
class LinksApiTest {
    private static final String LINKS = "/api/v1/links";

    @Test
    void aLinkIsMadeFromTextAndAnsweredAsText() {
        Answer made = FIRST.call("POST", LINKS)
                .as("alice")
                .body("text/plain", "https://example.com/a b\n")
                .send();
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("Content-Type")).startsWith("text/plain");
        assertThat(made.text()).matches("https://mill\\.example/[0-9A-Za-z]{7}\n");
        assertThat(made.header("Location")).isEqualTo(made.text().strip());
        Answer visit = visit(FIRST, made.text().strip().substring(Gateways.PUBLIC_URL.length() + 1));
        assertThat(visit.status()).isEqualTo(302);
        assertThat(visit.header("Location")).isEqualTo("https://example.com/a%20b");
        assertThat(visit.header("Cache-Control")).isEqualTo("private, no-store");
    }

    @Test
    void aLinkIsMadeFromJsonWithAllThatItCanHave() {
        Answer made = FIRST.call("POST", LINKS)
                .as("alice")
                .json(
                        "{'target':'HTTPS://Example.com:443/x/../y','alias':'every-thing','title':' All ','tags':['b','a','b'],"
                                + "'expiresAt':'2090-01-01T01:00:00+01:00','maxVisits':7,'visibility':'private','allow':['bob'],"
                                + "'forwardQuery':true}")
                .send();
        assertThat(made.status()).isEqualTo(201);
        JsonNode link = made.json();
        assertThat(link.get("key").stringValue()).isEqualTo("every-thing");
        assertThat(link.get("url").stringValue()).isEqualTo("https://mill.example/every-thing");
        assertThat(link.get("target").stringValue()).isEqualTo("https://example.com/y");
        assertThat(link.get("title").stringValue()).isEqualTo("All");
        assertThat(link.get("tags").toString()).isEqualTo("[\"a\",\"b\"]");
        assertThat(link.get("expiresAt").stringValue()).isEqualTo("2090-01-01T00:00:00Z");
        assertThat(link.get("maxVisits").longValue()).isEqualTo(7);
        assertThat(link.get("visibility").stringValue()).isEqualTo("private");
        assertThat(link.get("allow").toString()).isEqualTo("[\"bob\"]");
        assertThat(link.get("forwardQuery").booleanValue()).isTrue();
        assertThat(link.get("alias").booleanValue()).isTrue();
        assertThat(link.get("version").longValue()).isEqualTo(1);
        assertThat(made.header("ETag")).isEqualTo("\"1\"");
        assertThat(made.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void fiveYearsIsWhatALinkLastsUnlessItSaysOtherwise() {
        JsonNode link = create("{'target':'https://example.com/'}");
        Instant made = Instant.parse(link.get("createdAt").stringValue());
        assertThat(Instant.parse(link.get("expiresAt").stringValue())).isEqualTo(made.plus(Duration.ofDays(1826)));
    }

    @Test
    void theSameTargetGetsAKeyOfItsOwnEachTime() {
        Set<String> keys = IntStream.range(0, 20)
                .mapToObj(i -> create("{'target':'https://example.com/same'}")
                        .get("key")
                        .stringValue())
                .collect(Collectors.toSet());
        assertThat(keys).hasSize(20);
    }

    @Test
    void whoWroteReadsAtOnceWhatWasWritten() {
        for (int i = 0; i < 10; i++) {
            String key = create("{'target':'https://example.com/" + i + "'}")
                    .get("key")
                    .stringValue();
            assertThat(api("GET", key).send().json().get("target").stringValue())
                    .isEqualTo("https://example.com/" + i);
            assertThat(visit(FIRST, key).header("Location")).isEqualTo("https://example.com/" + i);
            assertThat(api("PATCH", key)
                            .json("{'target':'https://example.com/changed'}")
                            .send()
                            .status())
                    .isEqualTo(200);
            assertThat(api("GET", key).send().header("ETag")).isEqualTo("\"2\"");
            assertThat(visit(FIRST, key).header("Location")).isEqualTo("https://example.com/changed");
            assertThat(api("DELETE", key).send().status()).isEqualTo(204);
            assertThat(api("GET", key).send().problem()).isEqualTo("not-found");
            assertThat(visit(FIRST, key).status()).isEqualTo(410);
        }
    }

    @Test
    void anEditNamesTheVersionThatItChanges() {
        String key = create("{'target':'https://example.com/','title':'one','tags':['x']}")
                .get("key")
                .stringValue();
        Answer edited = api("PATCH", key)
                .header("If-Match", "\"1\"")
                .json("{'title':null,'maxVisits':3}")
                .send();
        assertThat(edited.status()).isEqualTo(200);
        assertThat(edited.header("ETag")).isEqualTo("\"2\"");
        assertThat(edited.json().get("title").isNull()).isTrue();
        assertThat(edited.json().get("maxVisits").longValue()).isEqualTo(3);
        assertThat(edited.json().get("tags").toString()).isEqualTo("[\"x\"]");
        assertThat(api("PATCH", key)
                        .header("If-Match", "\"1\"")
                        .json("{'title':'late'}")
                        .send()
                        .problem())
                .isEqualTo("precondition-failed");
        assertThat(api("DELETE", key).header("If-Match", "\"1\"").send().status())
                .isEqualTo(412);
        assertThat(api("PATCH", key)
                        .header("If-Match", "2")
                        .json("{'title':'x'}")
                        .send()
                        .status())
                .isEqualTo(412);
        assertThat(api("PATCH", key)
                        .header("If-Match", "*")
                        .json("{'title':'any'}")
                        .send()
                        .status())
                .isEqualTo(200);
        assertThat(api("DELETE", key).header("If-Match", "\"3\"").send().status())
                .isEqualTo(204);
    }

    @Test
    void ofTwentyEditsOfOneVersionOneIsMade() {
        String key = create("{'target':'https://example.com/'}").get("key").stringValue();
        await().atMost(Duration.ofSeconds(5))
                .until(() ->
                        SECOND.call("GET", LINKS + "/" + key).as("alice").send().status() == 200);
        Map<Integer, Long> statuses = together(20, i -> (i % 2 == 0 ? FIRST : SECOND)
                .call("PATCH", LINKS + "/" + key)
                .as("alice")
                .header("If-Match", "\"1\"")
                .json("{'title':'" + i + "'}"));
        assertThat(statuses).isEqualTo(Map.of(200, 1L, 412, 19L));

        String other = create("{'target':'https://example.com/'}").get("key").stringValue();
        Map<Integer, Long> unconditional = together(
                20, i -> FIRST.call("PATCH", LINKS + "/" + other).as("alice").json("{'title':'" + i + "'}"));
        // Without If-Match those that come later may change the version that they find.
        assertThat(unconditional.keySet()).isSubsetOf(200, 409);
        long made = unconditional.get(200);
        assertThat(api("GET", other).send().json().get("version").longValue()).isEqualTo(1 + made);
    }

    @Test
    void ofTwentyClaimsOfAnAliasOnTwoGatewaysOneIsWon() {
        for (String alias : List.of("wanted", "Wanted", "zz9ZZ9z")) {
            Map<Integer, Long> statuses = together(20, i -> (i % 2 == 0 ? FIRST : SECOND)
                    .call("POST", LINKS)
                    .as(i % 3 == 0 ? "alice" : "bob")
                    .json("{'target':'https://example.com/" + i + "','alias':'" + alias + "'}"));
            assertThat(statuses).as(alias).isEqualTo(Map.of(201, 1L, 409, 19L));
        }
    }

    @Test
    void anAliasThatIsAnIssuedKeyIsTaken() {
        String issued = create("{'target':'https://example.com/'}").get("key").stringValue();
        Answer refused = SECOND.call("POST", LINKS)
                .as("bob")
                .json("{'target':'https://evil.example/','alias':'" + issued + "'}")
                .send();
        assertThat(refused.problem()).isEqualTo("alias-taken");
        assertThat(refused.json().get("field").stringValue()).isEqualTo("alias");
        assertThat(visit(SECOND, issued).header("Location")).isEqualTo("https://example.com/");
    }

    @Test
    void anAliasIsNeverGivenOutAgain() {
        create("{'target':'https://example.com/','alias':'once-only'}");
        assertThat(api("DELETE", "once-only").send().status()).isEqualTo(204);
        assertThat(FIRST.call("POST", LINKS)
                        .as("bob")
                        .json("{'target':'https://example.com/','alias':'once-only'}")
                        .send()
                        .status())
                .isEqualTo(409);
    }

    @Test
    void whatTheLogRefusedCanBeAskedForAgain() {
        LinkCommands withoutLog = new LinkCommands(
                new LinkRules(URI.create(Gateways.PUBLIC_URL)),
                FIRST.bean(ShortKeys.class),
                FIRST.bean(Versions.class),
                Logs.unreachable(),
                List.of(),
                Clock.systemUTC());
        NewLink wanted = NewLink.of(
                io.millrace.gateway.web.Bodies.parse("{\"target\":\"https://example.com/\",\"alias\":\"log-away\"}"));
        for (int i = 0; i < 3; i++) {
            StepVerifier.create(withoutLog.create(new OwnerId("alice"), wanted))
                    .expectErrorSatisfies(
                            error -> assertThat(((Problem) error).type()).isEqualTo(ProblemType.UNAVAILABLE))
                    .verify(Duration.ofSeconds(2));
        }
        create("{'target':'https://example.com/','alias':'log-away'}");
    }

    @Test
    void aListHasEveryLinkOnceWhileOthersAreAdded() {
        Set<String> all = new TreeSet<>();
        for (int i = 0; i < 60; i++) {
            all.add(FIRST.call("POST", LINKS)
                    .as("lister")
                    .json("{'target':'https://site" + i % 3 + ".example/','title':'Number " + i + " of many','tags':['t"
                            + i % 2 + "']}")
                    .send()
                    .json()
                    .get("key")
                    .stringValue());
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> list("").size() == all.size());
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = page("?limit=7" + cursor);
            page.get("items").forEach(item -> seen.add(item.get("key").stringValue()));
            cursor = page.get("next").isNull()
                    ? ""
                    : "&cursor=" + page.get("next").stringValue();
            FIRST.call("POST", LINKS)
                    .as("lister")
                    .body("text/plain", "https://late.example/")
                    .send();
        } while (!cursor.isEmpty());
        assertThat(seen).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(all);

        assertThat(list("?tag=t1")).hasSize(30);
        assertThat(list("?q=site2")).hasSize(20);
        assertThat(list("?q=number+MANY&tag=t0")).hasSize(30);
        assertThat(list("?q=number+17")).hasSize(1);
        assertThat(list("?q=nothing")).isEmpty();
        String[] some = {seen.get(3), seen.get(1)};
        String others = FIRST.call("POST", LINKS)
                .as("somebody")
                .body("text/plain", "https://theirs.example/")
                .send()
                .header("Location")
                .replaceFirst(".*/", "");
        assertThat(list("?keys=" + some[0] + ",nowhere," + others + ",no%20key,p%2Fa," + some[1]))
                .as("those that there are and that the caller may see")
                .containsExactly(some);
        String tooMany = IntStream.range(0, 51).mapToObj(i -> "key" + i).collect(Collectors.joining(","));
        assertThat(page("?keys=" + tooMany).get("field").stringValue()).isEqualTo("keys");
        assertThat(page("?cursor=nonsense").get("field").stringValue()).isEqualTo("cursor");
        assertThat(page("?limit=0").get("field").stringValue()).isEqualTo("limit");
        assertThat(page("?limit=201").get("field").stringValue()).isEqualTo("limit");
    }

    private static List<String> list(String query) {
        List<String> keys = new ArrayList<>();
        page((query.isEmpty() ? "?" : query + "&") + "limit=200")
                .get("items")
                .forEach(item -> keys.add(item.get("key").stringValue()));
        return keys;
    }

    private static JsonNode page(String query) {
        return FIRST.call("GET", LINKS + query).as("lister").send().json();
    }

    @Test
    void tenThousandLinesAreAnsweredInOrderWithTheBadOnesInTheirPlace() {
        StringBuilder lines = new StringBuilder();
        for (int i = 1; i <= 10_003; i++) {
            lines.append(i == 5_000 ? "{\"target\":\"javascript:alert(1)\"}" : i == 5_001 ? "nonsense" : "")
                    .append(i == 5_000 || i == 5_001 ? "" : "{\"target\":\"https://example.com/" + i + "\"}")
                    .append('\n');
        }
        Answer made = FIRST.call("POST", LINKS + "/bulk")
                .as("bulk")
                .body("application/x-ndjson", lines.toString())
                .send();
        assertThat(made.status()).isEqualTo(200);
        String[] answers = made.text().split("\n");
        assertThat(answers).hasSize(10_001);
        Set<String> keys = new TreeSet<>();
        for (int i = 1; i <= 10_000; i++) {
            JsonNode answer = io.millrace.contracts.event.Json.MAPPER.readTree(answers[i - 1]);
            if (i == 5_000 || i == 5_001) {
                assertThat(answer.get("line").intValue()).isEqualTo(i);
                assertThat(answer.get("type").stringValue())
                        .isEqualTo(i == 5_000 ? "/problems/invalid-target" : "/problems/malformed-request");
            } else {
                assertThat(answer.get("target").stringValue()).isEqualTo("https://example.com/" + i);
                keys.add(answer.get("key").stringValue());
            }
        }
        assertThat(keys).hasSize(9_998);
        assertThat(answers[10_000]).contains("body-too-large").contains("\"line\":10001");
    }

    @Test
    void aCodeIsDrawnAsVectorsAndAsPixelsAndSaysTheSame() throws IOException {
        String key = create("{'target':'https://example.com/'}").get("key").stringValue();
        Answer svg = api("GET", key + "/qr.svg").send();
        assertThat(svg.status()).isEqualTo(200);
        assertThat(svg.header("Content-Type")).isEqualTo("image/svg+xml");
        assertThat(svg.header("Content-Security-Policy")).contains("default-src 'none'");
        var expected = io.nayuki.qrcodegen.QrCode.encodeText(
                Gateways.PUBLIC_URL + "/" + key, io.nayuki.qrcodegen.QrCode.Ecc.MEDIUM);
        Answer png = api("GET", key + "/qr.png").send();
        assertThat(png.header("Content-Type")).isEqualTo("image/png");
        var image = ImageIO.read(new ByteArrayInputStream(png.response().body()));
        assertThat(image.getWidth()).isEqualTo((expected.size + 8) * 8);
        for (int y = -4; y < expected.size + 4; y++) {
            for (int x = -4; x < expected.size + 4; x++) {
                boolean dark = (image.getRGB((x + 4) * 8 + 3, (y + 4) * 8 + 3) & 0xff) < 128;
                assertThat(dark).isEqualTo(expected.getModule(x, y));
                assertThat(svg.text().contains("M" + (x + 4) + "," + (y + 4) + "h1v1h-1z"))
                        .isEqualTo(dark);
            }
        }
    }

    @Test
    void linksOfOthersAreAsIfTheyWereNot() {
        String key = create("{'target':'https://example.com/'}").get("key").stringValue();
        for (String method : List.of("GET", "PATCH", "DELETE")) {
            assertThat(FIRST.call(method, LINKS + "/" + key)
                            .as("bob")
                            .json("{}")
                            .send()
                            .problem())
                    .isEqualTo("not-found");
        }
        assertThat(FIRST.call("GET", LINKS + "/" + key).as("nobody").send().problem())
                .isEqualTo("unauthenticated");
        assertThat(FIRST.call("GET", LINKS + "/" + key + "/qr.svg")
                        .as("bob")
                        .send()
                        .problem())
                .isEqualTo("not-found");
        assertThat(FIRST.call("GET", LINKS + "/no").as("alice").send().problem())
                .isEqualTo("not-found");
    }

    /** How often each status was answered to requests that are under way at the same time. */
    static Map<Integer, Long> together(int count, java.util.function.IntFunction<Gateways.Call> call) {
        List<CompletableFuture<Integer>> answers = IntStream.range(0, count)
                .mapToObj(call)
                .map(Gateways.Call::sendLater)
                .map(later -> later.thenApply(java.net.http.HttpResponse::statusCode))
                .toList();
        return answers.stream().collect(Collectors.groupingBy(CompletableFuture::join, Collectors.counting()));
    }

    static JsonNode create(String json) {
        Answer made = FIRST.call("POST", LINKS).as("alice").json(json).send();
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made.json();
    }

    private static Gateways.Call api(String method, String key) {
        return FIRST.call(method, LINKS + "/" + key).as("alice");
    }

    static Answer visit(Gateways.Gateway gateway, String key) {
        return gateway.call("GET", "/" + key).send();
    }
}
