package io.millrace.gateway.accounts;

import io.millrace.gateway.links.Gateways.Answer;
import io.millrace.gateway.links.Gateways.Call;
import io.millrace.gateway.links.Gateways.Gateway;

/** Somebody at a browser that has cookies and our page open. */
final class Browser {
    static final String COOKIE = "__Host-millrace";

    private final String token;
    private final String csrf;

    private Browser(String token, String csrf) {
        this.token = token;
        this.csrf = csrf;
    }

    static Call attempt(Gateway gateway, String name, String password) {
        return gateway.call("POST", "/api/v1/sessions")
                .json("{'userName':'" + name + "','password':'" + password + "'}");
    }

    static Browser signedIn(Gateway gateway, String name, String password) {
        return of(attempt(gateway, name, password).send());
    }

    static Browser of(Answer answer) {
        if (answer.status() != 201 && answer.status() != 200) {
            throw new AssertionError(answer.status() + " " + answer.text());
        }
        return new Browser(token(answer), answer.json().get("csrfToken").stringValue());
    }

    static String token(Answer answer) {
        return answer.header("Set-Cookie").replaceFirst("^" + COOKIE + "=([^;]*);.*$", "$1");
    }

    String token() {
        return token;
    }

    String csrf() {
        return csrf;
    }

    /** A request as our page makes it. */
    Call call(Gateway gateway, String method, String path) {
        return withCookieOnly(gateway, method, path).header("X-CSRF-Token", csrf);
    }

    /** A request as a page of another site could make the browser send it. */
    Call withCookieOnly(Gateway gateway, String method, String path) {
        return gateway.call(method, path).header("Cookie", COOKIE + "=" + token);
    }
}
