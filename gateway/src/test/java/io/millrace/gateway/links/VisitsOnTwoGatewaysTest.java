package io.millrace.gateway.links;

import static io.millrace.gateway.links.Gateways.FIRST;
import static io.millrace.gateway.links.Gateways.SECOND;
import static io.millrace.gateway.links.LinksApiTest.create;
import static io.millrace.gateway.links.LinksApiTest.visit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.gateway.links.Gateways.Answer;
import io.millrace.gateway.links.Gateways.Gateway;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What one gateway was told, another one does. */
class VisitsOnTwoGatewaysTest {
    private static final Duration A_SECOND = Duration.ofSeconds(1);

    @Test
    void whatIsDeletedOnOneGatewayIsGoneFromTheOtherWithinASecond() {
        String key = warm("{'target':'https://example.com/'}");
        assertThat(FIRST.call("DELETE", "/api/v1/links/" + key)
                        .as("alice")
                        .send()
                        .status())
                .isEqualTo(204);
        await().atMost(A_SECOND)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> visit(SECOND, key).status() == 410);
        assertThat(SECOND.call("GET", "/api/v1/links/" + key).as("alice").send().problem())
                .isEqualTo("not-found");
        assertThat(visit(SECOND, key).problem()).isEqualTo("gone");
    }

    @Test
    void whatIsEditedOnOneGatewayIsServedByTheOtherWithinASecond() {
        String key = warm("{'target':'https://example.com/before'}");
        assertThat(FIRST.call("PATCH", "/api/v1/links/" + key)
                        .as("alice")
                        .json("{'target':'https://example.com/after'}")
                        .send()
                        .status())
                .isEqualTo(200);
        await().atMost(A_SECOND)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> visit(SECOND, key).header("Location").endsWith("/after"));
    }

    @Test
    void whatIsMadePrivateOnOneGatewayIsRefusedByTheOtherWithinASecond() {
        String key = warm("{'target':'https://example.com/'}");
        FIRST.call("PATCH", "/api/v1/links/" + key)
                .as("alice")
                .json("{'visibility':'private'}")
                .send();
        await().atMost(A_SECOND)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> visit(SECOND, key).status() == 403);
    }

    @Test
    void aLinkThatExpiresIsGoneAtThatMomentThoughItIsWarm() {
        // The gateways have started before the time begins to run.
        warm("{'target':'https://example.com/'}");
        Instant end = Instant.now().plusMillis(1_500);
        String key = warm("{'target':'https://example.com/','expiresAt':'" + end + "'}");
        for (Gateway gateway : List.of(FIRST, SECOND)) {
            await().atMost(Duration.ofSeconds(5))
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> visit(gateway, key).status() == 410);
        }
        assertThat(Instant.now()).isBetween(end, end.plusSeconds(1));
    }

    @Test
    void aLimitOfVisitsIsExactHoweverManyComeAtOnce() {
        String key = create("{'target':'https://example.com/','maxVisits':10}")
                .get("key")
                .stringValue();
        await().atMost(A_SECOND)
                .until(() -> SECOND.call("HEAD", "/" + key).send().status() == 204);
        Map<Integer, Long> statuses =
                LinksApiTest.together(50, i -> (i % 2 == 0 ? FIRST : SECOND).call("GET", "/" + key));
        assertThat(statuses).isEqualTo(Map.of(302, 10L, 410, 40L));
        assertThat(FIRST.call("HEAD", "/" + key).send().status()).isEqualTo(410);
        assertThat(FIRST.call("GET", "/api/v1/links/" + key)
                        .as("alice")
                        .send()
                        .json()
                        .get("visits")
                        .longValue())
                .isEqualTo(10);
    }

    @Test
    void aPrivateLinkIsForItsOwnerAndThoseNamed() {
        String key = warm("{'target':'https://example.com/','visibility':'private','allow':['bob']}");
        for (Gateway gateway : List.of(FIRST, SECOND)) {
            assertThat(gateway.call("GET", "/" + key).as("alice").send().status())
                    .isEqualTo(302);
            assertThat(gateway.call("GET", "/" + key).as("bob").send().status()).isEqualTo(302);
            assertThat(gateway.call("GET", "/" + key).as("lister").send().problem())
                    .isEqualTo("forbidden");
            Answer unknown = gateway.call("GET", "/" + key)
                    .header("X-Forwarded-For", "203.0.113.1")
                    .send();
            assertThat(unknown.problem()).isEqualTo("unauthenticated");
            assertThat(unknown.header("WWW-Authenticate")).isEqualTo("Bearer");
            assertThat(unknown.text()).doesNotContain("example.com");
        }
    }

    @Test
    void aHeadIsAnsweredAsTheVisitWouldBeAndNotCounted() {
        String key = warm("{'target':'https://example.com/'}");
        Answer head = FIRST.call("HEAD", "/" + key).send();
        assertThat(head.status()).isEqualTo(302);
        assertThat(head.header("Location")).isEqualTo("https://example.com/");
        assertThat(FIRST.call("HEAD", "/nothing-there").send().status()).isEqualTo(404);
        String limited = create("{'target':'https://example.com/','maxVisits':1}")
                .get("key")
                .stringValue();
        for (int i = 0; i < 3; i++) {
            Answer hidden = FIRST.call("HEAD", "/" + limited).send();
            assertThat(hidden.status()).isEqualTo(204);
            assertThat(hidden.header("Location")).isEmpty();
        }
        assertThat(visit(FIRST, limited).status()).isEqualTo(302);
        assertThat(visit(FIRST, limited).status()).isEqualTo(410);
    }

    @Test
    void aQueryIsAppendedWhereTheLinkWantsIt() {
        String key = warm("{'target':'https://example.com/?a=1#end','forwardQuery':true}");
        assertThat(FIRST.call("GET", "/" + key + "?b=2&c=%20").send().header("Location"))
                .isEqualTo("https://example.com/?a=1&b=2&c=%20#end");
        String other = warm("{'target':'https://example.com/?a=1'}");
        assertThat(FIRST.call("GET", "/" + other + "?b=2").send().header("Location"))
                .isEqualTo("https://example.com/?a=1");
    }

    @Test
    void peopleGetAPageAndProgramsAProblem() {
        String browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
        Answer page =
                FIRST.call("GET", "/nothing-there").header("Accept", browser).send();
        assertThat(page.status()).isEqualTo(404);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'");
        assertThat(page.text()).contains("No link has this address.").doesNotContain("nothing-there");
        for (String accept : List.of("*/*", "application/json", "text/*")) {
            assertThat(FIRST.call("GET", "/nothing-there")
                            .header("Accept", accept)
                            .send()
                            .problem())
                    .isEqualTo("not-found");
        }
        assertThat(FIRST.call("GET", "/nothing-there")
                        .header("Accept", "nonsense")
                        .send()
                        .status())
                .isIn(400, 404);
    }

    @Test
    void reservedNamesAndImpossibleKeysAreUnknown() {
        assertThat(visit(FIRST, "admin").problem()).isEqualTo("not-found");
        assertThat(visit(FIRST, "no").problem()).isEqualTo("not-found");
        assertThat(visit(FIRST, "a.b").problem()).isEqualTo("not-found");
        assertThat(visit(FIRST, "a".repeat(65)).problem()).isEqualTo("not-found");
    }

    /** A new link that both gateways have in their caches. */
    private static String warm(String json) {
        String key = create(json).get("key").stringValue();
        await().atMost(A_SECOND)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> SECOND.call("GET", "/" + key).as("alice").send().status() == 302);
        assertThat(FIRST.call("GET", "/" + key).as("alice").send().status()).isEqualTo(302);
        return key;
    }
}
