package io.millrace.gateway.web;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Headers that keep browsers from making more of an answer than it is. What a handler sets itself stays. Redirects have no
 * content to protect, and a policy of theirs would be one for the page that they lead to.
 */
public final class SecurityHeaders implements WebFilter {
    private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";
    private static final String TWO_YEARS = "max-age=63072000";

    private final boolean tls;

    /**
     * @param tls whether clients come by https, here or at a proxy
     */
    SecurityHeaders(boolean tls) {
        this.tls = tls;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpResponse response = exchange.getResponse();
        response.beforeCommit(() -> Mono.fromRunnable(() -> protect(response.getHeaders(), response.getStatusCode())));
        return chain.filter(exchange);
    }

    /** Adds them to the headers of an answer. */
    public void protect(HttpHeaders headers, @Nullable HttpStatusCode status) {
        if (tls) {
            setIfAbsent(headers, "Strict-Transport-Security", TWO_YEARS);
        }
        if (status == null || !status.is3xxRedirection()) {
            setIfAbsent(headers, "X-Content-Type-Options", "nosniff");
            setIfAbsent(headers, "Content-Security-Policy", NOTHING);
            setIfAbsent(headers, "Referrer-Policy", "no-referrer");
            setIfAbsent(headers, "Cross-Origin-Resource-Policy", "same-origin");
        }
    }

    private static void setIfAbsent(HttpHeaders headers, String name, String value) {
        if (!headers.containsHeader(name)) {
            headers.set(name, value);
        }
    }
}
