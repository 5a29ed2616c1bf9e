package io.millrace.standalone.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.standalone.testing.Client;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The pastes that a gateway gives out, held against what a load has uploaded. */
final class StoredPastes {
    private static final Duration SEEN_WITHIN = Duration.ofSeconds(60);
    private static final int PAGE = 200;

    private final Client client;
    private final PasteLoad load;

    StoredPastes(Client client, PasteLoad load) {
        this.client = client;
        this.load = load;
    }

    /**
     * The pastes that there are.
     *
     * @param all the number of the upload that made it, by key
     * @param longOnes the keys of those whose text is in the object store
     */
    record Found(Map<String, Integer> all, Set<String> longOnes) {}

    /** Each has its text, as soon as ingest has caught up. */
    void assertAcknowledgedAreWhole() {
        load.acknowledged().forEach((number, key) -> {
            await().atMost(SEEN_WITHIN)
                    .until(() -> client.head("/p/" + key + "/raw").statusCode() == 200);
            assertWhole(number, key);
        });
    }

    /** Whatever is listed has its text, and all that was acknowledged is listed. */
    Found assertAllAreWhole() {
        Map<String, Integer> all = listed();
        assertThat(all.keySet()).containsAll(load.acknowledged().values());
        Set<String> longOnes = new HashSet<>();
        all.forEach((key, number) -> {
            assertWhole(number, key);
            if (load.isLong(number)) {
                longOnes.add(key);
            }
        });
        return new Found(all, longOnes);
    }

    private Map<String, Integer> listed() {
        Map<String, Integer> found = new LinkedHashMap<>();
        String cursor = "";
        do {
            JsonNode page = client.json("/api/v1/pastes?limit=" + PAGE + cursor);
            page.path("items")
                    .forEach(paste -> found.put(
                            paste.path("key").asString(),
                            Integer.parseInt(paste.path("name").asString())));
            cursor = page.hasNonNull("next") ? "&cursor=" + page.path("next").asString() : "";
        } while (!cursor.isEmpty());
        return found;
    }

    private void assertWhole(int number, String key) {
        HttpResponse<String> answer = client.get("/p/" + key + "/raw");
        assertThat(answer.statusCode()).as("upload %d, paste %s", number, key).isEqualTo(200);
        assertThat(sha256(answer.body().getBytes(StandardCharsets.UTF_8)))
                .as("upload %d, paste %s", number, key)
                .isEqualTo(sha256(load.text(number)));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
