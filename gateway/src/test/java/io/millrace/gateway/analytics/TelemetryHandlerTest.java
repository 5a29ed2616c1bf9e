package io.millrace.gateway.analytics;

import static io.millrace.gateway.analytics.RollupSamples.hour;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contracts.links.LinkKey;
import io.millrace.contracts.telemetry.Rollup;
import io.millrace.contracts.telemetry.Subject;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.reactive.server.FluxExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;

class TelemetryHandlerTest {
    private final Sinks.Many<Rollup> log = Sinks.many().multicast().directBestEffort();
    private final Reports reports = new Reports((subject, grain, from, to) -> subject.equals(Subject.SITE)
            ? Flux.just(hour("2026-03-04T03:00:00Z", 0, 10, Map.of("NO", 4L, "SE", 1L), 1, 2))
            : Flux.empty());
    private final WebTestClient client = WebTestClient.bindToRouterFunction(TelemetryRoutes.of(new TelemetryHandler(
                    new OpenAccess(),
                    new QueryParser(Clock.fixed(RollupSamples.NOW, ZoneOffset.UTC)),
                    reports,
                    new LiveReports(reports, subject -> log.asFlux()))))
            .configureClient()
            .responseTimeout(Duration.ofSeconds(10))
            .build();

    @Test
    void a_report_has_the_published_shape() {
        client.get()
                .uri(
                        "/api/v1/site/telemetry?from=2026-03-04T02:00:00Z&to=2026-03-04T04:00:00Z&by=country&compare=previous")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("Cache-Control", "no-store")
                .expectBody()
                .json("""
                        {"subject": "site", "from": "2026-03-04T02:00:00Z", "to": "2026-03-04T04:00:00Z", "interval": "hour",
                         "asOf": "1970-01-01T00:00:00.000010Z", "total": 5, "visitors": 2, "bots": 1,
                         "series": [{"at": "2026-03-04T02:00:00Z", "count": 0, "visitors": 0, "bots": 0},
                                    {"at": "2026-03-04T03:00:00Z", "count": 5, "visitors": 2, "bots": 1}],
                         "breakdowns": {"country": [{"value": "NO", "count": 4}, {"value": "SE", "count": 1}]},
                         "previous": {"subject": "site", "from": "2026-03-04T00:00:00Z", "to": "2026-03-04T02:00:00Z",
                                      "interval": "hour", "total": 0, "visitors": 0, "bots": 0, "breakdowns": {},
                                      "series": [{"at": "2026-03-04T00:00:00Z", "count": 0, "visitors": 0, "bots": 0},
                                                 {"at": "2026-03-04T01:00:00Z", "count": 0, "visitors": 0, "bots": 0}]}}""", JsonCompareMode.LENIENT);
    }

    @Test
    void a_link_without_visits_has_a_report_of_zeros() {
        client.get()
                .uri("/api/v1/links/Ab3dE9x/telemetry")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.subject")
                .isEqualTo("link:Ab3dE9x")
                .jsonPath("$.total")
                .isEqualTo(0)
                .jsonPath("$.asOf")
                .doesNotExist()
                .jsonPath("$.series.length()")
                .isEqualTo(24);
    }

    @Test
    void a_live_report_is_an_event_at_once_and_after_each_change() {
        FluxExchangeResult<ServerSentEvent<JsonNode>> answer = client.get()
                .uri("/api/v1/site/telemetry/live?by=country")
                .accept(MediaType.TEXT_EVENT_STREAM)
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(new ParameterizedTypeReference<>() {});
        StepVerifier.create(answer.getResponseBody())
                .assertNext(event -> assertThat(total(event)).isEqualTo(5))
                .then(() -> log.tryEmitNext(hour("2026-03-04T03:00:00Z", 0, 11, Map.of("NO", 9L), 1)))
                .assertNext(event -> assertThat(total(event)).isEqualTo(9))
                .then(log::tryEmitComplete)
                .expectComplete()
                .verify(Duration.ofSeconds(10));
    }

    private static int total(ServerSentEvent<JsonNode> event) {
        assertThat(event.event()).isEqualTo("report");
        return event.data().get("total").intValue();
    }

    private static final class OpenAccess implements Access {
        @Override
        public Mono<Subject> link(ServerRequest request) {
            return Mono.just(Subject.link(new LinkKey(request.pathVariable("key"))));
        }

        @Override
        public Mono<Subject> paste(ServerRequest request) {
            return Mono.just(Subject.paste(new LinkKey(request.pathVariable("key"))));
        }

        @Override
        public Mono<Subject> mine(ServerRequest request) {
            return Mono.just(new Subject("owner:default"));
        }

        @Override
        public Mono<Subject> site(ServerRequest request) {
            return Mono.just(Subject.SITE);
        }
    }
}
