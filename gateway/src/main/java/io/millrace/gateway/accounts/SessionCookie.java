package io.millrace.gateway.accounts;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * The cookie that carries a session. Scripts do not see it, other sites' requests do not carry it, and behind TLS its name
 * has browsers take it from this very host over TLS only.
 */
final class SessionCookie {
    private static final int LONGEST = 64;

    private final boolean tls;
    private final String name;

    SessionCookie(boolean tls) {
        this.tls = tls;
        this.name = tls ? "__Host-millrace" : "millrace";
    }

    @Nullable
    String of(ServerHttpRequest request) {
        HttpCookie cookie = request.getCookies().getFirst(name);
        return cookie == null
                        || cookie.getValue().isEmpty()
                        || cookie.getValue().length() > LONGEST
                ? null
                : cookie.getValue();
    }

    ResponseCookie set(String token, Duration life) {
        return ResponseCookie.from(name, token)
                .httpOnly(true)
                .sameSite("Lax")
                .secure(tls)
                .path("/")
                .maxAge(life)
                .build();
    }

    ResponseCookie cleared() {
        return set("", Duration.ZERO);
    }
}
