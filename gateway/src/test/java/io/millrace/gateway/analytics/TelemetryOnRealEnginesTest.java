package io.millrace.gateway.analytics;

import io.millrace.contracts.Topics;
import io.millrace.contracts.event.Event;
import io.millrace.contracts.event.EventCodec;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.telemetry.Dimension;
import io.millrace.contracts.telemetry.Grain;
import io.millrace.contracts.telemetry.Rollup;
import io.millrace.contracts.telemetry.Subject;
import io.millrace.contracts.telemetry.Visitors;
import io.millrace.gateway.GatewayMain;
import io.millrace.infra.testing.SharedRuntime;
import io.millrace.storage.telemetry.RollupWrites;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;

/** From rows and records to answers: a real database, a real broker, a real HTTP server. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        classes = GatewayMain.class,
        properties = {
            "spring.main.banner-mode=off",
            "millrace.management.port=0",
            "millrace.clicks.journal=false",
            "millrace.anonymous=true"
        })
class TelemetryOnRealEnginesTest {
    private static final String PREFIX = SharedRuntime.freshPrefix();

    @TempDir
    private static Path home;

    @DynamicPropertySource
    static void engines(DynamicPropertyRegistry registry) {
        registry.add("millrace.kafka.bootstrap-servers", () -> SharedRuntime.engines()
                .kafka());
        registry.add("millrace.cassandra.contact-points", () -> SharedRuntime.engines()
                .cassandra());
        registry.add("millrace.cassandra.keyspace", SharedRuntime::freshKeyspace);
        registry.add("millrace.topics.prefix", () -> PREFIX);
        registry.add("millrace.home", home::toString);
        registry.add("millrace.blobs.directory", home.resolve("blobs")::toString);
    }

    @LocalServerPort
    private int port;

    @Autowired
    private RollupWrites writes;

    @Test
    void stored_rollups_are_reported_and_later_ones_are_followed() {
        Instant hour = Grain.HOUR.startOf(Instant.now());
        store(rollup(hour, 0, 1, 4));
        store(rollup(hour, 5, 1, 3));
        WebTestClient client = WebTestClient.bindToServer()
                .baseUrl("http://localhost:" + port)
                .responseTimeout(Duration.ofSeconds(20))
                .build();
        client.get()
                .uri("/api/v1/site/telemetry?by=country,hour")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.total")
                .isEqualTo(7)
                .jsonPath("$.breakdowns.country[0].count")
                .isEqualTo(7);

        client.get()
                .uri("/api/v1/links/nothing/telemetry")
                .exchange()
                .expectStatus()
                .isNotFound();
        client.get()
                .uri("/api/v1/telemetry")
                .header("X-Forwarded-For", "203.0.113.9")
                .exchange()
                .expectStatus()
                .isUnauthorized();

        StepVerifier.create(client.get()
                        .uri("/api/v1/site/telemetry/live?by=country")
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .returnResult(new ParameterizedTypeReference<ServerSentEvent<JsonNode>>() {})
                        .getResponseBody()
                        .map(event -> event.data().get("total").intValue()))
                .expectNext(7)
                .then(() -> append(rollup(hour, 5, 2, 10)))
                .expectNext(14)
                .thenCancel()
                .verify(Duration.ofSeconds(20));
    }

    private void store(Rollup rollup) {
        StepVerifier.create(writes.put(rollup)).expectComplete().verify(Duration.ofSeconds(10));
    }

    private static void append(Rollup rollup) {
        EventCodec<Rollup> codec = new EventCodec<>(EventFamily.ROLLUPS);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                Topics.TELEMETRY_ROLLUPS.name(PREFIX),
                rollup.key().getBytes(StandardCharsets.UTF_8),
                codec.value(rollup));
        codec.headers(new Event<>("1", "/test", Instant.now(), rollup)).forEach(record.headers()::add);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", SharedRuntime.engines().kafka()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(record);
        }
    }

    private static Rollup rollup(Instant hour, int part, long revision, long count) {
        Map<Dimension, Map<String, Long>> counts = Map.of(Dimension.COUNTRY, Map.of("NO", count));
        return new Rollup(Subject.SITE, Grain.HOUR, hour, part, revision, count, 0, counts, new Visitors().encode());
    }
}
