package io.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.standalone.testing.Client;
import io.millrace.storage.accounts.AccountReads;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From registering, over the log, to the view; what belongs to an account, and that it goes with it. */
class AccountsEndToEndTest {
    private static final Duration SEEN_WITHIN = Duration.ofSeconds(20);
    private static final JsonMapper JSON = new JsonMapper();

    private final House house = House.shared();
    private final Client client = house.client();

    @Test
    void anAccountGoesOverTheLogIntoTheViewAndItsPrivateLinksAreItsOwnAndGoWithIt() {
        String[] hers = register("end-to-end");
        String[] his = register("end-to-end.friend");
        String[] strangers = register("end-to-end.stranger");
        AccountReads view = house.bean(AccountReads.class);
        await().atMost(SEEN_WITHIN).until(() -> view.find(new OwnerId("end-to-end"))
                .blockOptional(SEEN_WITHIN)
                .isPresent());

        String key = client.create(
                "{\"target\":\"https://example.com/\",\"visibility\":\"private\",\"allow\":[\"end-to-end.friend\"]}",
                hers);
        assertThat(client.visit(key, hers)).isEqualTo(302);
        assertThat(client.visit(key, his)).isEqualTo(302);
        assertThat(client.visit(key, strangers)).isEqualTo(403);
        assertThat(client.get("/api/v1/links/" + key, his).statusCode()).isEqualTo(404);

        String open = client.create("{\"target\":\"https://example.com/open\"}", hers);
        String text = JSON.readTree(client.post("/api/v1/pastes", "application/json", "{\"text\":\"hers\"}", hers)
                        .body())
                .get("key")
                .stringValue();
        assertThat(client.visit(open)).isEqualTo(302);
        assertThat(client.get("/p/" + text).statusCode()).isEqualTo(200);

        assertThat(client.send(
                                "DELETE",
                                "/api/v1/me",
                                "application/json",
                                "{\"password\":\"correct horse battery\"}",
                                hers)
                        .statusCode())
                .isEqualTo(204);
        assertThat(client.get("/api/v1/me", hers).statusCode()).isEqualTo(401);
        await().atMost(SEEN_WITHIN)
                .untilAsserted(() -> assertThat(client.visit(key)).isEqualTo(410));
        await().atMost(SEEN_WITHIN)
                .untilAsserted(() -> assertThat(client.visit(open)).isEqualTo(410));
        await().atMost(SEEN_WITHIN)
                .untilAsserted(
                        () -> assertThat(client.get("/p/" + text).statusCode()).isEqualTo(410));
        await().atMost(SEEN_WITHIN)
                .until(() ->
                        view.find(new OwnerId("end-to-end")).block(SEEN_WITHIN).isDeleted());
    }

    private String[] register(String name) {
        HttpResponse<String> made = client.post(
                "/api/v1/accounts",
                "application/json",
                "{\"userName\":\"" + name + "\",\"email\":\"a@example.com\",\"password\":\"correct horse battery\"}");
        assertThat(made.statusCode()).isEqualTo(201);
        JsonNode answer = JSON.readTree(made.body());
        return new String[] {"Authorization", "Bearer " + answer.get("apiKey").stringValue()};
    }
}
