package io.millrace.gateway.accounts;

import static io.millrace.gateway.accounts.People.SECONDS;
import static io.millrace.gateway.accounts.People.links;
import static io.millrace.gateway.accounts.People.registered;
import static io.millrace.gateway.accounts.People.withKey;
import static io.millrace.gateway.links.Gateways.FIRST;
import static io.millrace.gateway.links.Gateways.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.gateway.links.Gateways.Answer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** API keys over HTTP, on two gateways. */
class AccountKeysTest {
    @Test
    void aKeyIsShownOnceAndRevokedEverywhereWithinSeconds() {
        String first = registered("has-keys");
        Answer made = withKey(FIRST, first, "POST", "/api/v1/me/keys")
                .json("{'name':'laptop','scopes':['links:read','links:write']}")
                .send();
        assertThat(made.status()).isEqualTo(201);
        String key = made.json().get("key").stringValue();
        String id = made.json().get("id").stringValue();
        assertThat(links(SECOND, key).send().status()).isEqualTo(200);

        JsonNode listed =
                withKey(SECOND, first, "GET", "/api/v1/me/keys").send().json().get("items");
        assertThat(listed.size()).isEqualTo(2);
        assertThat(listed.get(1).get("name").stringValue()).isEqualTo("laptop");
        assertThat(listed.get(1).get("lastUsedAt").isString()).isTrue();
        assertThat(listed.toString()).doesNotContain(key).doesNotContain(Secrets.hash(key));

        assertThat(withKey(FIRST, first, "DELETE", "/api/v1/me/keys/" + id)
                        .send()
                        .status())
                .isEqualTo(204);
        assertThat(links(FIRST, key).send().status()).isEqualTo(401);
        await().atMost(SECONDS)
                .untilAsserted(
                        () -> assertThat(links(SECOND, key).send().status()).isEqualTo(401));
        assertThat(withKey(FIRST, first, "DELETE", "/api/v1/me/keys/" + id)
                        .send()
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aKeyIsGoodForItsScopesOnly() {
        String all = registered("scoped");
        String reading = withKey(FIRST, all, "POST", "/api/v1/me/keys")
                .json("{'name':'reads','scopes':['links:read','account:write']}")
                .send()
                .json()
                .get("key")
                .stringValue();
        assertThat(links(FIRST, reading).send().status()).isEqualTo(200);
        Answer refused = withKey(FIRST, reading, "POST", "/api/v1/links")
                .json("{'target':'https://example.com/'}")
                .send();
        assertThat(refused.problem()).isEqualTo("forbidden");
        assertThat(refused.header("WWW-Authenticate"))
                .contains("insufficient_scope")
                .contains("links:write");
        assertThat(withKey(FIRST, reading, "GET", "/api/v1/telemetry").send().status())
                .isEqualTo(403);
        assertThat(withKey(FIRST, reading, "POST", "/api/v1/me/keys")
                        .json("{'name':'more','scopes':['links:write']}")
                        .send()
                        .problem())
                .as("it cannot make a key that is good for more")
                .isEqualTo("forbidden");
        assertThat(withKey(FIRST, all, "POST", "/api/v1/me/keys")
                        .json("{'name':'odd','scopes':['links:steal']}")
                        .send()
                        .problem())
                .isEqualTo("invalid-field");
    }
}
