package io.millrace.gateway.links;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.contracts.Topics;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.event.Event;
import io.millrace.contracts.event.EventCodec;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.usage.Usage;
import io.millrace.gateway.GatewayProperties;
import io.millrace.gateway.links.Gateways.Answer;
import io.millrace.gateway.links.Gateways.Call;
import io.millrace.gateway.links.Gateways.Gateway;
import io.millrace.storage.usage.UsageWrites;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.ProducerFactory;

/**
 * A gateway with quotas: what the log says was used is held against them within seconds. Like the others it is never closed, or
 * the event loops that they share would end.
 */
class QuotasTest {
    private static final String LINKS = "/api/v1/links";
    private static final String BODY = "{'target':'https://example.com/'}";
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Instant HOUR = Instant.now().truncatedTo(ChronoUnit.HOURS);
    private static final Gateway LIMITED = Gateways.start(Map.of(
            "millrace.quotas.creations", "10",
            "millrace.quotas.redirects", "100",
            "millrace.quotas.rate", "1",
            "millrace.quotas.burst", "20",
            "millrace.visitors.trusted-proxies", "127.0.0.0/8"));

    @Test
    void whoHasMadeAllThatTheyMayIsRefusedUntilTheOldestLeaveThePeriod() {
        Answer within = create("alice").send();
        assertThat(within.status()).as(within.text()).isEqualTo(201);
        assertThat(within.header("RateLimit-Policy")).isEqualTo("\"creations\";q=10;w=86400");

        count(new Usage(new OwnerId("alice"), HOUR, 0, 1, 6, 0, 0));
        count(new Usage(new OwnerId("alice"), HOUR, 1, 1, 4, 0, 0));
        soon().until(() -> create("alice").send().status() == 429);
        Answer refused = create("alice").send();
        assertThat(refused.problem()).isEqualTo("quota-exceeded");
        assertThat(Long.parseLong(refused.header("Retry-After"))).isBetween(86_000L, 90_001L);
        assertThat(refused.header("RateLimit")).startsWith("\"creations\";r=0;t=");
        assertThat(create("bob").send().status()).isEqualTo(201);
        assertThat(LIMITED.call("GET", LINKS).as("alice").send().status()).isEqualTo(200);
    }

    @Test
    void usageIsWhatTheTableHasAndWhatTheLogSaysSince() {
        OwnerId lister = new OwnerId("lister");
        LIMITED.bean(UsageWrites.class)
                .putAll(List.of(
                        new Usage(lister, HOUR, 0, 1, 3, 0, 500),
                        new Usage(lister, HOUR.minus(Duration.ofDays(3)), 0, 1, 50, 0, 1_000)))
                .block(LIMIT);
        assertThat(usage("lister")).isEqualTo("3 of 10, 0 of 100, 1500");
        count(new Usage(lister, HOUR, 0, 2, 4, 0, 600));
        count(new Usage(lister, HOUR, 2_000, 2, 0, 7, 0));
        soon().untilAsserted(() -> assertThat(usage("lister")).isEqualTo("4 of 10, 7 of 100, 1600"));
        count(new Usage(lister, HOUR, 0, 1, 3, 0, 500));
        soon().during(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(usage("lister")).isEqualTo("4 of 10, 7 of 100, 1600"));
    }

    @Test
    void theLinksOfAnOwnerWhoseRedirectsAreUsedUpAreNotFollowed() {
        String key = create("bulk").send().json().get("key").stringValue();
        assertThat(visit(key).status()).isEqualTo(302);
        count(new Usage(new OwnerId("bulk"), HOUR, 2_001, 1, 0, 100, 0));
        soon().until(() -> visit(key).status() == 429);
        assertThat(visit(key).problem()).isEqualTo("quota-exceeded");
        assertThat(visit(key).header("Retry-After")).isNotEmpty();
        // A count that was taken back, as after a restored log, frees them again.
        count(new Usage(new OwnerId("bulk"), HOUR, 2_001, 2, 0, 99, 0));
        soon().until(() -> visit(key).status() == 302);
    }

    /** Twenty at once, then one a second; failed guesses at a key are no different. */
    @Test
    void whoComesTooOftenIsTurnedAwayBeforeAnybodyAsksWhoTheyAre() {
        for (int i = 0; i < 20; i++) {
            assertThat(guess("203.0.113.7", i).status()).isEqualTo(401);
        }
        Answer refused = Stream.generate(() -> guess("203.0.113.7", 0))
                .limit(100)
                .filter(answer -> answer.status() != 401)
                .findFirst()
                .orElseThrow();
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.problem()).isEqualTo("too-many-requests");
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat(refused.header("RateLimit-Policy")).isEqualTo("\"burst\";q=20;w=20");
        assertThat(guess("203.0.113.8", 0).status()).isEqualTo(401);
    }

    /** Asks seldom, or the burst would be used up before the answer is there. */
    private static ConditionFactory soon() {
        return await().pollDelay(Duration.ofMillis(50))
                .pollInterval(Duration.ofMillis(700))
                .atMost(LIMIT);
    }

    private static Answer guess(String address, int number) {
        return LIMITED.call("GET", LINKS)
                .header("X-Forwarded-For", address)
                .header("Authorization", "Bearer mr_guess" + number)
                .send();
    }

    private static Call create(String owner) {
        return LIMITED.call("POST", LINKS).as(owner).json(BODY);
    }

    private static Answer visit(String key) {
        return LIMITED.call("GET", "/" + key).send();
    }

    private static String usage(String owner) {
        var usage = LIMITED.call("GET", "/api/v1/me/usage").as(owner).send().json();
        return usage.at("/creations/used") + " of " + usage.at("/creations/limit") + ", " + usage.at("/redirects/used")
                + " of " + usage.at("/redirects/limit") + ", " + usage.at("/storedBytes/used");
    }

    /** As analytics does. */
    @SuppressWarnings("unchecked")
    private static void count(Usage usage) {
        EventCodec<Usage> codec = new EventCodec<>(EventFamily.USAGE);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                Topics.USAGE.name(LIMITED.bean(GatewayProperties.class).topics().prefix()),
                usage.key().getBytes(StandardCharsets.UTF_8),
                codec.value(usage));
        codec.headers(new Event<>(UUID.randomUUID().toString(), "/test", Instant.now(), usage))
                .forEach((name, value) -> record.headers().add(name, value));
        ProducerFactory<byte[], byte[]> producers = LIMITED.bean(ProducerFactory.class);
        try (Producer<byte[], byte[]> producer = producers.createProducer()) {
            // The gateway's producer waits only for a moment for what it must know of a topic, and on a busy machine
            // the first may not do.
            await().atMost(LIMIT)
                    .ignoreExceptions()
                    .until(() -> producer.send(record).get().hasOffset());
        }
    }
}
