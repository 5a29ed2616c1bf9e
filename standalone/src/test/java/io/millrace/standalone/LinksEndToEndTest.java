package io.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.contracts.telemetry.Grain;
import io.millrace.contracts.telemetry.Rollup;
import io.millrace.contracts.telemetry.Subject;
import io.millrace.standalone.testing.Client;
import io.millrace.standalone.testing.Telemetry;
import io.millrace.storage.telemetry.RollupReads;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a person with a terminal sees, from the address to the numbers, with every part real. */
class LinksEndToEndTest {
    private static final Duration SEEN_WITHIN = Duration.ofSeconds(5);
    private static final Duration GONE_WITHIN = Duration.ofSeconds(2);
    private static final String CHROME =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
                    + " Chrome/142.0.0.0 Safari/537.36";
    private static final String[] VISITOR = {
        "User-Agent", CHROME, "Referer", "https://blog.example.org/2026/spring?private=1", "X-Forwarded-For", "8.8.8.8"
    };

    private static House house;
    private static Client client;

    @BeforeAll
    static void start() {
        house = House.shared();
        client = house.client();
    }

    @Test
    void aVisitIsToldByTheTelemetryOfItsLinkWithinFiveSeconds() {
        HttpResponse<String> made = client.post("/api/v1/links", "text/plain", "https://example.com/a/long/path");
        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(made.body()).matches("http://localhost:" + house.port() + "/[0-9A-Za-z]{7}\n");
        String key = keyOf(made.body());

        Set<String> hours = Set.of(hourNow());
        HttpResponse<String> visit = client.get("/" + key, VISITOR);
        assertThat(visit.statusCode()).isEqualTo(302);
        assertThat(visit.headers().firstValue("Location")).contains("https://example.com/a/long/path");
        assertThat(visit.headers().firstValue("Cache-Control")).contains("private, no-store");

        Telemetry seen = awaitTotal(key, 1);
        assertThat(seen.series()).isEqualTo(1);
        assertThat(seen.by("country")).isEqualTo(Map.of("US", 1L));
        assertThat(seen.by("referrer")).isEqualTo(Map.of("example.org", 1L));
        assertThat(seen.by("browser")).isEqualTo(Map.of("Chrome", 1L));
        assertThat(seen.by("platform")).isEqualTo(Map.of("Windows", 1L));
        assertThat(seen.by("device")).isEqualTo(Map.of("desktop", 1L));
        // The hour may have turned between the two looks at the clock.
        assertThat(seen.by("hour").keySet())
                .containsAnyOf(hourNow(), hours.iterator().next());
        assertThat(seen.sums().values()).containsOnly(1L);
    }

    @Test
    void ownersAndTheSiteSeeTheSumOfTheirLinks() {
        long siteBefore = Telemetry.ofSite(client).total();
        String first = client.create("{\"target\":\"https://example.com/1\"}", House.ADA);
        String second = client.create("{\"target\":\"https://example.com/2\"}", House.ADA);
        client.visit(first, VISITOR);
        client.visit(second, VISITOR);
        client.visit(second, VISITOR);

        await().atMost(SEEN_WITHIN).untilAsserted(() -> assertThat(
                        Telemetry.ofOwner(client, House.ADA).by("link"))
                .isEqualTo(Map.of(first, 1L, second, 2L)));
        assertThat(Telemetry.ofOwner(client, House.ADA).sums().values()).containsOnly(3L);
        assertThat(Telemetry.ofSite(client).total()).isGreaterThanOrEqualTo(siteBefore + 3);
        assertThat(client.get("/api/v1/site/telemetry", House.ADA).statusCode())
                .as("ada does not run the site")
                .isEqualTo(403);
        assertThat(client.get("/api/v1/links/" + first + "/telemetry").statusCode())
                .as("nobody else sees her link")
                .isEqualTo(404);
    }

    @Test
    void forwardedAddressesAreBelievedOnlyAsFarAsTrustedProxiesWroteThem() throws Exception {
        String key = client.create("{\"target\":\"https://example.com/\"}");
        // The trusted proxy names 8.8.8.8; what stands before it was written by that client and may be invented.
        client.visit(key, "User-Agent", CHROME, "X-Forwarded-For", "194.25.0.1, 8.8.8.8");
        // 127.0.0.2 is no trusted proxy, whatever it says.
        visitFrom("127.0.0.2", key, "194.25.0.1");

        Telemetry seen = awaitTotal(key, 2);
        assertThat(seen.by("country")).isEqualTo(Map.of("US", 1L, "unknown", 1L));
    }

    @Test
    void aLookWithHeadRedirectsAndIsNotCounted() {
        String key = client.create("{\"target\":\"https://example.com/\"}");
        assertThat(client.head("/" + key).statusCode()).isEqualTo(302);
        client.visit(key, VISITOR);
        assertThat(awaitTotal(key, 1).total()).isEqualTo(1);
    }

    @Test
    void aDeletedLinkIsGoneWithinTwoSecondsAndKeepsItsTelemetry() {
        String key = client.create("{\"target\":\"https://example.com/\"}");
        assertThat(client.visit(key, VISITOR)).isEqualTo(302);
        assertThat(client.delete("/api/v1/links/" + key).statusCode()).isEqualTo(204);
        await().atMost(GONE_WITHIN).until(() -> client.visit(key), status -> status == 410);
        assertThat(awaitTotal(key, 1).total()).isEqualTo(1);
    }

    @Test
    void anExpiredLinkIsGone() {
        Instant end = Instant.now().plusSeconds(2);
        String key = client.create("{\"target\":\"https://example.com/\",\"expiresAt\":\"" + end + "\"}");
        assertThat(client.visit(key)).isEqualTo(302);
        await().atMost(Duration.ofSeconds(4)).until(() -> client.visit(key), status -> status == 410);
        assertThat(Instant.now()).isAfter(end);
    }

    @Test
    void aLimitedLinkLetsThroughAsManyVisitsAsItMay() {
        String key = client.create("{\"target\":\"https://example.com/\",\"maxVisits\":2}");
        List<Integer> answers =
                Stream.generate(() -> client.visit(key, VISITOR)).limit(4).toList();
        assertThat(answers).containsExactly(302, 302, 410, 410);
        assertThat(awaitTotal(key, 2).total()).isEqualTo(2);
    }

    @Test
    void visitsOfUnknownAddressesAreCountedApart() {
        assertThat(client.visit("no-such-link", VISITOR)).isEqualTo(404);
        await().atMost(SEEN_WITHIN).untilAsserted(() -> assertThat(orphans()).isPositive());
        assertThat(Telemetry.ofSite(client).by("link")).doesNotContainKey("no-such-link");
    }

    @Test
    void aLiveStreamTellsAVisitWithoutBeingAskedAgain() throws Exception {
        String key = client.create("{\"target\":\"https://example.com/\"}");
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        try (Stream<String> lines = client.lines("/api/v1/links/" + key + "/telemetry/live")) {
            Thread listener = new Thread(
                    () -> lines.filter(line -> line.startsWith("data:")).forEach(heard::add));
            listener.setDaemon(true);
            listener.start();
            await().atMost(SEEN_WITHIN).until(() -> !heard.isEmpty());
            assertThat(heard.get(0)).contains("\"total\":0");
            client.visit(key, VISITOR);
            await().atMost(SEEN_WITHIN)
                    .untilAsserted(() -> assertThat(heard).last().asString().contains("\"total\":1"));
        }
    }

    @Test
    void aRestartKeepsEverythingAndCountsGoOnExactly() {
        String key = client.create("{\"target\":\"https://example.com/kept\",\"title\":\"Kept\"}");
        String deleted = client.create("{\"target\":\"https://example.com/\"}");
        client.delete("/api/v1/links/" + deleted);
        for (int i = 0; i < 3; i++) {
            client.visit(key, VISITOR);
        }
        // Not yet counted: the visits must come through the end of the services as well.
        house.restart();

        assertThat(client.json("/api/v1/links/" + key).path("title").asString()).isEqualTo("Kept");
        assertThat(client.visit(deleted)).isEqualTo(410);
        client.visit(key, VISITOR);
        client.visit(key, VISITOR);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> Telemetry.ofLink(client, key).total() >= 5);
        assertThat(Telemetry.ofLink(client, key).sums().values()).containsOnly(5L);
    }

    private static Telemetry awaitTotal(String key, long total) {
        return await().atMost(SEEN_WITHIN).until(() -> Telemetry.ofLink(client, key), seen -> seen.total() >= total);
    }

    private static long orphans() {
        Instant now = Instant.now();
        List<Rollup> rollups = house.bean(RollupReads.class)
                .between(Subject.ORPHANS, Grain.HOUR, now.minus(Duration.ofHours(2)), now.plus(Duration.ofHours(1)))
                .collectList()
                .block();
        return rollups.stream().mapToLong(Rollup::total).sum();
    }

    /** A visit from another address of this machine. */
    private static void visitFrom(String address, String key, String forwardedFor) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", house.port(), InetAddress.getByName(address), 0)) {
            socket.getOutputStream()
                    .write(("GET /" + key + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Forwarded-For: "
                                    + forwardedFor + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            assertThat(new String(in.readNBytes(12), StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 302");
        }
    }

    private static String keyOf(String address) {
        return address.strip().substring(address.lastIndexOf('/') + 1);
    }

    private static String hourNow() {
        return String.format("%02d", Instant.now().atZone(ZoneOffset.UTC).getHour());
    }
}
