package io.millrace.gateway.accounts;

import static io.millrace.gateway.accounts.People.PASSWORD;
import static io.millrace.gateway.accounts.People.SECONDS;
import static io.millrace.gateway.accounts.People.links;
import static io.millrace.gateway.accounts.People.register;
import static io.millrace.gateway.accounts.People.registered;
import static io.millrace.gateway.links.Gateways.FIRST;
import static io.millrace.gateway.links.Gateways.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.gateway.links.Gateways;
import io.millrace.gateway.links.Gateways.Answer;
import io.millrace.gateway.links.Gateways.Call;
import io.millrace.gateway.links.Gateways.Gateway;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Signing in and out over HTTP, on two gateways, with those who should not be able to. */
class AccountSessionsTest {
    @Test
    void aBrowserSignsInAndOut() {
        register(FIRST, "signs-in").send();
        Answer signedIn = Browser.attempt(FIRST, "SIGNS-in", PASSWORD).send();
        assertThat(signedIn.status()).isEqualTo(201);
        assertThat(signedIn.header("Set-Cookie"))
                .startsWith(Browser.COOKIE + "=")
                .contains("Path=/")
                .containsIgnoringCase("HttpOnly")
                .contains("SameSite=Lax")
                .contains("Secure")
                .doesNotContain("Domain");
        Browser browser = Browser.of(signedIn);
        JsonNode me = browser.call(SECOND, "GET", "/api/v1/me").send().json();
        assertThat(me.get("userName").stringValue()).isEqualTo("signs-in");
        assertThat(me.get("csrfToken").stringValue()).isEqualTo(browser.csrf());
        assertThat(me.has("lastSignIn")).isTrue();

        Answer out = browser.call(FIRST, "DELETE", "/api/v1/sessions/current").send();
        assertThat(out.status()).isEqualTo(204);
        assertThat(out.header("Set-Cookie")).contains("Max-Age=0");
        assertThat(browser.call(FIRST, "GET", "/api/v1/me").send().status()).isEqualTo(401);
        await().atMost(SECONDS).untilAsserted(() -> assertThat(
                        browser.call(SECOND, "GET", "/api/v1/me").send().status())
                .isEqualTo(401));
    }

    /** Cookies are sent along whatever page asks; what only our page can read is not. */
    @Test
    void whatChangesSomethingNeedsMoreThanTheCookie() {
        register(FIRST, "csrf-victim").send();
        register(FIRST, "csrf-attacker").send();
        Browser victim = Browser.signedIn(FIRST, "csrf-victim", PASSWORD);
        Browser attacker = Browser.signedIn(FIRST, "csrf-attacker", PASSWORD);
        for (Call call : List.of(
                victim.withCookieOnly(FIRST, "POST", "/api/v1/links").json("{'target':'https://example.com/'}"),
                victim.withCookieOnly(FIRST, "POST", "/api/v1/links").body("text/plain", "https://example.com/"),
                victim.withCookieOnly(FIRST, "POST", "/api/v1/me/keys").json("{'name':'stolen'}"),
                victim.withCookieOnly(FIRST, "PATCH", "/api/v1/me").json("{'email':'a@b'}"),
                victim.withCookieOnly(FIRST, "DELETE", "/api/v1/me"),
                victim.withCookieOnly(FIRST, "DELETE", "/api/v1/sessions/current"))) {
            assertThat(call.send().problem()).isEqualTo("csrf-token-missing");
            assertThat(call.header("X-CSRF-Token", attacker.csrf()).send().problem())
                    .as("a token is that of one session")
                    .isEqualTo("csrf-token-missing");
        }
        assertThat(victim.call(FIRST, "POST", "/api/v1/links")
                        .json("{'target':'https://example.com/'}")
                        .send()
                        .status())
                .isEqualTo(201);
    }

    @Test
    void nobodyCanPlantASession() {
        register(FIRST, "fixated").send();
        String planted = "A".repeat(43);
        Answer signedIn = Browser.attempt(FIRST, "fixated", PASSWORD)
                .header("Cookie", Browser.COOKIE + "=" + planted)
                .send();
        assertThat(Browser.token(signedIn)).isNotEqualTo(planted);
        assertThat(FIRST.call("GET", "/api/v1/me")
                        .header("Cookie", Browser.COOKIE + "=" + planted)
                        .send()
                        .status())
                .isEqualTo(401);

        // Nor keep one that was good before somebody else signed in with it.
        Browser before = Browser.of(signedIn);
        Answer again = Browser.attempt(FIRST, "fixated", PASSWORD)
                .header("Cookie", Browser.COOKIE + "=" + before.token())
                .send();
        assertThat(Browser.token(again)).isNotEqualTo(before.token());
        assertThat(before.call(FIRST, "GET", "/api/v1/me").send().status()).isEqualTo(401);
        assertThat(Browser.of(again).call(FIRST, "GET", "/api/v1/me").send().status())
                .isEqualTo(200);
    }

    @Test
    void aWrongPasswordAndAnUnknownNameAreAnsweredAlikeAndInTheSameTime() {
        register(SECOND, "is-known").send();
        Answer wrong = Browser.attempt(SECOND, "is-known", "not the password").send();
        Answer unknown =
                Browser.attempt(SECOND, "not-known", "not the password").send();
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.text()).isEqualTo(unknown.text());
        assertThat(wrong.header("Set-Cookie")).isEmpty();
        double known = median(
                () -> Browser.attempt(SECOND, "is-known", "not the password").send());
        double not = median(
                () -> Browser.attempt(SECOND, "not-known", "not the password").send());
        // Without the decoy the one takes some 5 ms and the other some 50 ms.
        assertThat(not / known).as("%.1f ms to %.1f ms", not, known).isBetween(0.5, 2.0);
    }

    @Test
    void passwordsCannotBeGuessedForLong() {
        register(FIRST, "guessed").send();
        List<Integer> told = IntStream.range(0, SignInLimits.NAME_BURST + 1)
                .mapToObj(i -> Browser.attempt(FIRST, "guessed", "guess number " + i)
                        .send()
                        .status())
                .toList();
        assertThat(told).containsOnlyOnce(429).endsWith(429);
        Answer limited = Browser.attempt(FIRST, "Guessed", PASSWORD).send();
        assertThat(limited.problem()).as("not even with the right one").isEqualTo("too-many-requests");
        assertThat(Integer.parseInt(limited.header("Retry-After"))).isBetween(1, 31);
    }

    @Test
    void aNewPasswordEndsAllOtherSessions() {
        register(FIRST, "changes").send();
        Browser here = Browser.signedIn(FIRST, "changes", PASSWORD);
        Browser elsewhere = Browser.signedIn(SECOND, "changes", PASSWORD);
        Call change = here.call(FIRST, "PATCH", "/api/v1/me");
        assertThat(change.json("{'password':'a new password','currentPassword':'wrong one'}")
                        .send()
                        .problem())
                .isEqualTo("wrong-password");
        assertThat(change.json("{'password':'a new password'}").send().problem())
                .isEqualTo("invalid-field");
        Answer changed = change.json("{'password':'a new password','currentPassword':'" + PASSWORD + "'}")
                .send();
        assertThat(changed.status()).isEqualTo(200);
        Browser renewed = Browser.of(changed);
        assertThat(renewed.token()).isNotEqualTo(here.token());
        assertThat(renewed.call(FIRST, "GET", "/api/v1/me").send().status()).isEqualTo(200);
        assertThat(here.call(FIRST, "GET", "/api/v1/me").send().status()).isEqualTo(401);
        await().atMost(SECONDS).untilAsserted(() -> assertThat(
                        elsewhere.call(SECOND, "GET", "/api/v1/me").send().status())
                .isEqualTo(401));
        assertThat(Browser.attempt(SECOND, "changes", PASSWORD).send().status()).isEqualTo(401);
        assertThat(Browser.attempt(SECOND, "changes", "a new password").send().status())
                .isEqualTo(201);
    }

    @Test
    void aGatewayThatStartsLaterKnowsKeysAndSessions() {
        String key = registered("restarts");
        Browser browser = Browser.signedIn(FIRST, "restarts", PASSWORD);
        Gateway another = Gateways.another();
        assertThat(links(another, key).send().status()).isEqualTo(200);
        assertThat(browser.call(another, "GET", "/api/v1/me").send().status()).isEqualTo(200);
    }

    private static double median(Runnable work) {
        double[] millis = IntStream.range(0, 7)
                .mapToDouble(i -> {
                    long begin = System.nanoTime();
                    work.run();
                    return (System.nanoTime() - begin) / 1e6;
                })
                .sorted()
                .toArray();
        return millis[millis.length / 2];
    }
}
