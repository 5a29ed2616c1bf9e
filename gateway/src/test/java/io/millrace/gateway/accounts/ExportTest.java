package io.millrace.gateway.accounts;

import static io.millrace.gateway.accounts.People.SECONDS;
import static io.millrace.gateway.accounts.People.registered;
import static io.millrace.gateway.accounts.People.withKey;
import static io.millrace.gateway.links.Gateways.FIRST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.event.Json;
import io.millrace.contracts.telemetry.Dimension;
import io.millrace.contracts.telemetry.Grain;
import io.millrace.contracts.telemetry.Rollup;
import io.millrace.contracts.telemetry.Subject;
import io.millrace.contracts.telemetry.Visitors;
import io.millrace.contracts.usage.Usage;
import io.millrace.gateway.links.Gateways.Answer;
import io.millrace.storage.telemetry.RollupWrites;
import io.millrace.storage.usage.UsageWrites;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is somebody's, downloaded. */
class ExportTest {
    @Test
    void anExportHasEverythingThatIsOnesOwnAndNothingElse() {
        String key = registered("exporter");
        String link = made(key, "/api/v1/links", "{'target':'https://example.com/mine','title':'Mine','tags':['a']}");
        String text = "\u00fcber \"quotes\" \\ and\nlines\t ".repeat(2_000);
        String paste = made(key, "/api/v1/pastes", "{'text':'first','name':'notes'}");
        withKey(FIRST, key, "PUT", "/api/v1/pastes/" + paste)
                .body("text/plain", text)
                .send();
        String burning = made(key, "/api/v1/pastes", "{'text':'secret','burn':true}");
        made(registered("neighbour"), "/api/v1/links", "{'target':'https://example.com/theirs'}");
        visited(new OwnerId("exporter"));

        await().atMost(SECONDS).untilAsserted(() -> {
            List<JsonNode> lines = export(key);
            assertThat(lines.get(0).get("type").stringValue()).isEqualTo("export");
            assertThat(lines.get(lines.size() - 1).get("complete").booleanValue())
                    .isTrue();
            assertThat(of(lines, "account")).singleElement().satisfies(account -> {
                assertThat(account.get("userName").stringValue()).isEqualTo("exporter");
                assertThat(account.get("email").stringValue()).isEqualTo("somebody@example.com");
            });
            assertThat(of(lines, "apiKey")).singleElement().satisfies(shown -> assertThat(shown.toString())
                    .contains("first key")
                    .doesNotContain(Secrets.hash(key)));
            assertThat(of(lines, "link")).singleElement().satisfies(shown -> {
                assertThat(shown.get("key").stringValue()).isEqualTo(link);
                assertThat(shown.get("target").stringValue()).isEqualTo("https://example.com/mine");
            });
            assertThat(of(lines, "paste"))
                    .extracting(shown -> shown.get("key").stringValue())
                    .containsExactlyInAnyOrder(paste, burning);
            assertThat(of(lines, "text"))
                    .extracting(shown -> shown.get("text").stringValue())
                    .containsExactly(text, "first");
            assertThat(of(lines, "usage")).singleElement().satisfies(hour -> assertThat(
                            hour.get("creations").intValue())
                    .isEqualTo(3));
            assertThat(of(lines, "telemetry")).singleElement().satisfies(report -> assertThat(
                            report.at("/breakdowns/country/0/value").stringValue())
                    .isEqualTo("SE"));
        });
    }

    @Test
    void aKeyThatIsNotGoodForReadingEverythingExportsNothing() {
        String key = registered("half-exporter");
        String weak = withKey(FIRST, key, "POST", "/api/v1/me/keys")
                .json("{'name':'weak','scopes':['account:read','links:read']}")
                .send()
                .json()
                .get("key")
                .stringValue();
        Answer refused = withKey(FIRST, weak, "GET", "/api/v1/me/export").send();
        assertThat(refused.problem()).isEqualTo("forbidden");
        Browser browser = Browser.signedIn(FIRST, "half-exporter", People.PASSWORD);
        Answer answered = browser.call(FIRST, "GET", "/api/v1/me/export").send();
        assertThat(answered.status()).isEqualTo(200);
        assertThat(answered.header("Content-Disposition")).contains("millrace-half-exporter.ndjson");
    }

    private static List<JsonNode> export(String key) {
        Answer answer = withKey(FIRST, key, "GET", "/api/v1/me/export").send();
        assertThat(answer.status()).isEqualTo(200);
        return answer.text()
                .lines()
                .map(line -> (JsonNode) Json.MAPPER.readTree(line))
                .toList();
    }

    private static List<JsonNode> of(List<JsonNode> lines, String type) {
        return lines.stream()
                .filter(line -> line.get("type").stringValue().equals(type))
                .toList();
    }

    private static String made(String key, String path, String json) {
        return withKey(FIRST, key, "POST", path)
                .json(json)
                .send()
                .json()
                .get("key")
                .stringValue();
    }

    /** As analytics counts it. */
    private static void visited(OwnerId owner) {
        Instant today = Instant.now().truncatedTo(ChronoUnit.DAYS);
        Map<Dimension, Map<String, Long>> counts = Map.of(Dimension.COUNTRY, Map.of("SE", 2L));
        FIRST.bean(RollupWrites.class)
                .put(new Rollup(Subject.owner(owner), Grain.DAY, today, 0, 1, 2, 0, counts, new Visitors().encode()))
                .block(SECONDS);
        FIRST.bean(UsageWrites.class)
                .putAll(List.of(new Usage(owner, today, 0, 1, 3, 2, 0)))
                .block(SECONDS);
    }
}
