package io.millrace.gateway.links;

import static io.millrace.gateway.links.Gateways.FIRST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.gateway.links.Gateways.Answer;
import io.millrace.gateway.links.Gateways.Call;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Health and metrics have a port of their own. */
class ManagementTest {
    @Test
    void thePublicPortKnowsNothingOfThem() {
        for (String path : List.of("/actuator", "/actuator/health", "/actuator/prometheus", "/actuator/env")) {
            assertThat(FIRST.call("GET", path).send().status()).isEqualTo(404);
        }
        assertThat(FIRST.port("management")).isNotEqualTo(FIRST.port("server"));
    }

    @Test
    void readinessTellsOfTheTailAndHealthOfTheDatabaseToo() {
        await().atMost(Duration.ofSeconds(10))
                .until(() -> get("/actuator/health/readiness").status() == 200);
        Answer ready = get("/actuator/health/readiness");
        assertThat(ready.json().at("/components/linksTail/details/fresh").booleanValue())
                .isTrue();
        assertThat(ready.json().at("/components").has("cassandra")).isFalse();
        assertThat(get("/actuator/health/liveness").status()).isEqualTo(200);
        assertThat(get("/actuator/health")
                        .json()
                        .at("/components/cassandra/status")
                        .stringValue())
                .isEqualTo("UP");
    }

    @Test
    void metricsAreThere() {
        assertThat(get("/actuator/prometheus").text())
                .contains("millrace_redirects_total", "millrace_links_tail_age_seconds");
        assertThat(get("/actuator/env").status()).isEqualTo(404);
        assertThat(get("/actuator/heapdump").status()).isEqualTo(404);
    }

    private static Answer get(String path) {
        return new Call(FIRST.port("management"), "GET", path, List.of(), BodyPublishers.noBody()).send();
    }
}
