package io.millrace.gateway.pastes;

import static io.millrace.gateway.links.Gateways.FIRST;
import static io.millrace.gateway.links.Gateways.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.gateway.links.Gateways.Gateway;
import io.millrace.gateway.redirect.RawClient;
import io.millrace.gateway.redirect.RawClient.Answer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the fast lane gives out of pastes; the web framework behind it is the reference. */
class PasteLaneTest {
    private static final Duration SOON = Duration.ofSeconds(2);

    @ParameterizedTest
    @ValueSource(strings = {"plain\n", "Grüße, Жук und 🐞\r\n", "<script>alert(1)</script>"})
    void theLaneAnswersAsTheFrameworkDoes(String text) throws IOException {
        String key = make("{'text':'" + text.replace("\r\n", "\\r\\n").replace("\n", "\\n") + "'}");
        assertThat(warm(FIRST, key)).isTrue();
        for (String path : new String[] {"/p/" + key + "/raw", "/raw/" + key}) {
            Answer lane = get(FIRST, path);
            Answer framework = get(FIRST, path + "?not=known");
            assertThat(lane.status()).isEqualTo(200);
            assertThat(lane.body()).isEqualTo(text);
            assertThat(lane).isEqualTo(framework);
        }
    }

    @Test
    void aTextThatIsNotOpenToAllOrBurntOrLongIsLeftToTheFramework() {
        for (String more : new String[] {"'visibility':'private'", "'burn':true"}) {
            assertThat(warm(FIRST, make("{'text':'x'," + more + "}"))).as(more).isFalse();
        }
        assertThat(warm(FIRST, make("{'text':'" + "x".repeat(17_000) + "'}"))).isFalse();
        assertThat(warm(FIRST, "no-such-paste")).isFalse();
    }

    @Test
    void whatIsDeletedChangedOrMadePrivateIsNotGivenOutAsItWasByAnyGatewayTwoSecondsLater() throws IOException {
        String deleted = make("{'text':'x'}");
        String edited = make("{'text':'x'}");
        String hidden = make("{'text':'x'}");
        for (String key : new String[] {deleted, edited, hidden}) {
            await().atMost(SOON).until(() -> get(SECOND, "/raw/" + key).status() == 200 && warm(SECOND, key));
        }
        FIRST.call("DELETE", "/api/v1/pastes/" + deleted).as("alice").send();
        FIRST.call("PUT", "/api/v1/pastes/" + edited)
                .as("alice")
                .json("{'text':'y'}")
                .send();
        FIRST.call("PUT", "/api/v1/pastes/" + hidden)
                .as("alice")
                .json("{'visibility':'private'}")
                .send();
        for (Gateway gateway : new Gateway[] {FIRST, SECOND}) {
            await().atMost(gateway == FIRST ? Duration.ofMillis(500) : SOON).untilAsserted(() -> {
                assertThat(get(gateway, "/raw/" + deleted).status()).isEqualTo(410);
                assertThat(get(gateway, "/raw/" + edited).body()).isEqualTo("y");
                assertThat(get(gateway, "/raw/" + hidden).status()).isEqualTo(403);
            });
        }
    }

    @Test
    void aTextThatHasExpiredIsGoneThatMoment() throws IOException {
        Instant end = Instant.now().plusMillis(1_000);
        String key = make("{'text':'brief','expiresAt':'" + end + "'}");
        assertThat(warm(FIRST, key)).isTrue();
        await().atMost(SOON).until(() -> get(FIRST, "/raw/" + key).status() == 410);
        assertThat(Instant.now()).isAfterOrEqualTo(end);
    }

    private static String make(String json) {
        return FIRST.call("POST", "/api/v1/pastes")
                .as("alice")
                .json(json)
                .send()
                .json()
                .get("key")
                .stringValue();
    }

    /** Whether the lane has the text. That it answers what it has is for its own test to show. */
    private static boolean warm(Gateway gateway, String key) {
        return gateway.bean(PublicTexts.class).peek(key) != null;
    }

    private static Answer get(Gateway gateway, String path) throws IOException {
        try (RawClient client = new RawClient(gateway.port("server"))) {
            return client.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n\r\n")
                    .answer();
        }
    }
}
