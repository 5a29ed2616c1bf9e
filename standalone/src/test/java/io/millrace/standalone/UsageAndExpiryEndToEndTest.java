package io.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.contracts.event.Json;
import io.millrace.contracts.links.LinkKey;
import io.millrace.standalone.testing.Client;
import io.millrace.storage.links.LinkReads;
import io.millrace.storage.links.StoredLink;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** All services together: what is used is counted, and what has expired goes. */
class UsageAndExpiryEndToEndTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String[] VISITOR = {"User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0"};

    private final House house = House.shared();
    private final Client client = house.client();

    @Test
    void whatIsMadeAndFollowedIsTheUsageOfItsOwner() {
        JsonNode before = usage();
        String key = client.create("{\"target\":\"https://example.com/1\"}", House.ADA);
        client.create("{\"target\":\"https://example.com/2\"}", House.ADA);
        for (int i = 0; i < 3; i++) {
            assertThat(client.visit(key, VISITOR)).isEqualTo(302);
        }
        await().atMost(SOON).untilAsserted(() -> {
            JsonNode now = usage();
            assertThat(used(now, "creations") - used(before, "creations")).isGreaterThanOrEqualTo(2);
            assertThat(used(now, "redirects") - used(before, "redirects")).isGreaterThanOrEqualTo(3);
        });
    }

    @Test
    void aLinkThatExpiresIsNotServedAMomentLongerAndSoonPurged() {
        Instant end = Instant.now().plusSeconds(2);
        String key = client.create("{\"target\":\"https://example.com/secret\",\"expiresAt\":\"" + end + "\"}");
        await().atMost(SOON).pollInterval(Duration.ofMillis(50)).until(() -> client.visit(key, VISITOR) == 410);
        assertThat(Instant.now()).isAfter(end);
        LinkReads links = house.bean(LinkReads.class);
        await().atMost(SOON).untilAsserted(() -> {
            StoredLink stored = links.find(new LinkKey(key)).block(SOON);
            assertThat(stored).isNotNull();
            assertThat(stored.isDeleted()).isTrue();
            assertThat(stored.link().target()).isEmpty();
        });
        assertThat(client.visit(key, VISITOR)).isEqualTo(410);
        assertThat(client.get("/api/v1/links/" + key).statusCode()).isEqualTo(404);
    }

    private JsonNode usage() {
        return Json.MAPPER.readTree(client.get("/api/v1/me/usage", House.ADA).body());
    }

    private static long used(JsonNode usage, String what) {
        return usage.at("/" + what + "/used").longValue();
    }
}
