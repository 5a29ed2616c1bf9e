package io.millrace.gateway.accounts;

import static io.millrace.gateway.accounts.People.PASSWORD;
import static io.millrace.gateway.accounts.People.SECONDS;
import static io.millrace.gateway.accounts.People.links;
import static io.millrace.gateway.accounts.People.register;
import static io.millrace.gateway.accounts.People.registered;
import static io.millrace.gateway.accounts.People.withKey;
import static io.millrace.gateway.links.Gateways.FIRST;
import static io.millrace.gateway.links.Gateways.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.gateway.links.Gateways.Answer;
import io.millrace.gateway.links.Gateways.Call;
import io.millrace.gateway.links.Gateways.Gateway;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Accounts over HTTP, on two gateways. */
class AccountsApiTest {
    @Test
    void whoRegistersGetsAKeyThatIsGoodOnEveryGatewayAtOnce() {
        Answer made = register(FIRST, "Grace.Hopper").send();
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("Cache-Control")).isEqualTo("no-store");
        assertThat(made.json().get("userName").stringValue()).isEqualTo("grace.hopper");
        String key = made.json().get("apiKey").stringValue();
        assertThat(key).matches("mr_[A-Za-z0-9_-]{43}");
        for (Gateway gateway : List.of(FIRST, SECOND)) {
            Answer me = gateway.call("GET", "/api/v1/me")
                    .header("Authorization", "Bearer " + key)
                    .send();
            assertThat(me.status()).isEqualTo(200);
            assertThat(me.json().get("userName").stringValue()).isEqualTo("grace.hopper");
            assertThat(me.json().get("email").stringValue()).isEqualTo("somebody@example.com");
            assertThat(me.json().get("role").stringValue()).isEqualTo("user");
            assertThat(me.json().has("csrfToken")).isFalse();
        }
        assertThat(withKey(SECOND, key, "POST", "/api/v1/links")
                        .json("{'target':'https://example.com/'}")
                        .send()
                        .status())
                .isEqualTo(201);
    }

    @Test
    void ofManyWhoWantANameAtOnceOnTwoGatewaysExactlyOneGetsIt() {
        for (int round = 0; round < 3; round++) {
            String name = "raced" + round;
            List<CompletableFuture<HttpResponse<byte[]>>> all = IntStream.range(0, 12)
                    .mapToObj(i -> register(i % 2 == 0 ? FIRST : SECOND, i % 3 == 0 ? name.toUpperCase() : name)
                            .sendLater())
                    .toList();
            List<Integer> told = all.stream()
                    .map(CompletableFuture::join)
                    .map(HttpResponse::statusCode)
                    .toList();
            assertThat(told).as("round %d", round).containsOnlyOnce(201).containsOnly(201, 409);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ab",
                "",
                "admin",
                "Root",
                "default",
                "a name",
                "a/b",
                "...",
                "abcdefghijklmnopqrstuvwxyzabcde",
                "Ünal"
            })
    void aNameThatMayNotBeIsRefused(String name) {
        Answer answer = register(FIRST, name).send();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("field").stringValue()).isEqualTo("userName");
    }

    @Test
    void theOwnerOfAConfiguredKeyKeepsTheName() {
        assertThat(register(FIRST, "alice").send().problem()).isEqualTo("name-taken");
    }

    @ParameterizedTest
    @CsvSource({"1234567, ada@example.com, password", "12345678, not an address, email"})
    void aPasswordAndAnAddressHaveToBeSome(String password, String email, String field) {
        Answer answer = FIRST.call("POST", "/api/v1/accounts")
                .json("{'userName':'never-made','password':'" + password + "','email':'" + email + "'}")
                .send();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("field").stringValue()).isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"password1", "12345678", "QwertyUiop"})
    void aPasswordThatIsGuessedFirstIsRefusedAtRegistrationAndAtAChange(String common) {
        Answer answer = FIRST.call("POST", "/api/v1/accounts")
                .json("{'userName':'never-made','password':'" + common + "','email':'a@example.com'}")
                .send();
        assertThat(answer.problem()).isEqualTo("weak-password");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("field").stringValue()).isEqualTo("password");
        String key = registered("wants-" + common.length() + common.charAt(0));
        assertThat(withKey(FIRST, key, "PATCH", "/api/v1/me")
                        .json("{'password':'" + common + "','currentPassword':'" + PASSWORD + "'}")
                        .send()
                        .problem())
                .isEqualTo("weak-password");
    }

    @Test
    void anAccountIsRenamedForPeopleButKeepsItsName() {
        String key = registered("renames");
        Call patch = withKey(FIRST, key, "PATCH", "/api/v1/me");
        assertThat(patch.json("{'displayName':'<b>Re</b>','email':'new@example.com'}")
                        .send()
                        .status())
                .isEqualTo(200);
        JsonNode me = withKey(FIRST, key, "GET", "/api/v1/me").send().json();
        assertThat(me.get("displayName").stringValue()).isEqualTo("<b>Re</b>");
        assertThat(me.get("email").stringValue()).isEqualTo("new@example.com");
        assertThat(patch.json("{'displayName':null}").send().json().has("displayName"))
                .isFalse();
        assertThat(patch.json("{'userName':'other'}").send().problem()).isEqualTo("invalid-field");
    }

    @Test
    void aClosedAccountCannotBeUsedAndItsNameIsNotGivenOutAgain() {
        String key = registered("closes");
        Browser browser = Browser.signedIn(SECOND, "closes", PASSWORD);
        assertThat(close(key, PASSWORD).status()).isEqualTo(204);
        assertThat(links(FIRST, key).send().status()).isEqualTo(401);
        await().atMost(SECONDS).untilAsserted(() -> assertThat(
                        browser.call(SECOND, "GET", "/api/v1/me").send().status())
                .isEqualTo(401));
        assertThat(Browser.attempt(SECOND, "closes", PASSWORD).send().problem()).isEqualTo("wrong-password");
        assertThat(register(FIRST, "closes").send().problem()).isEqualTo("name-taken");
    }

    @Test
    void anAccountIsClosedOnlyByWhoKnowsItsPassword() {
        String key = registered("stays");
        Answer wrong = close(key, "a wrong password");
        assertThat(wrong.problem()).isEqualTo("wrong-password");
        assertThat(wrong.json().get("field").stringValue()).isEqualTo("password");
        assertThat(withKey(FIRST, key, "DELETE", "/api/v1/me").send().status()).isEqualTo(415);
        assertThat(withKey(FIRST, key, "DELETE", "/api/v1/me").json("{}").send().status())
                .isEqualTo(400);
        assertThat(links(FIRST, key).send().status()).isEqualTo(200);
        Browser browser = Browser.signedIn(FIRST, "stays", PASSWORD);
        assertThat(browser.call(FIRST, "DELETE", "/api/v1/me")
                        .json("{'password':'" + PASSWORD + "'}")
                        .send()
                        .status())
                .isEqualTo(204);
    }

    private static Answer close(String key, String password) {
        return withKey(FIRST, key, "DELETE", "/api/v1/me")
                .json("{'password':'" + password + "'}")
                .send();
    }

    @Test
    void theFirstAdminChoosesAPasswordBeforeAnythingElse() {
        String once = FIRST.bean(FirstAdmin.class).open().block(SECONDS);
        assertThat(once).isNotBlank();
        assertThat(SECOND.bean(FirstAdmin.class).open().block(SECONDS))
                .as("there is one")
                .isNull();
        Browser admin = Browser.signedIn(FIRST, "admin", once);
        assertThat(admin.call(FIRST, "GET", "/api/v1/me")
                        .send()
                        .json()
                        .get("mustChangePassword")
                        .booleanValue())
                .isTrue();
        for (String path : List.of("/api/v1/site/telemetry", "/api/v1/links", "/api/v1/me/keys")) {
            assertThat(admin.call(FIRST, "GET", path).send().problem()).isEqualTo("password-change-due");
        }
        Browser renewed = Browser.of(admin.call(FIRST, "PATCH", "/api/v1/me")
                .json("{'password':'chosen by myself','currentPassword':'" + once + "'}")
                .send());
        assertThat(renewed.call(FIRST, "GET", "/api/v1/site/telemetry").send().status())
                .isEqualTo(200);
        assertThat(Browser.attempt(FIRST, "admin", once).send().status()).isEqualTo(401);
    }

    @Test
    void whoHasNoAccountIsToldWhoTheyAre() {
        JsonNode me = FIRST.call("GET", "/api/v1/me").send().json();
        assertThat(me.get("userName").stringValue()).isEqualTo("default");
        assertThat(me.get("anonymous").booleanValue()).isTrue();
        assertThat(FIRST.call("GET", "/api/v1/me")
                        .as("alice")
                        .send()
                        .json()
                        .get("userName")
                        .stringValue())
                .isEqualTo("alice");
        Stream.of("alice", "").forEach(who -> {
            Call keys = FIRST.call("GET", "/api/v1/me/keys");
            assertThat((who.isEmpty() ? keys : keys.as(who)).send().problem()).isEqualTo("forbidden");
        });
        assertThat(FIRST.call("GET", "/api/v1/me")
                        .header("X-Forwarded-For", "203.0.113.9")
                        .send()
                        .status())
                .isEqualTo(401);
    }
}
