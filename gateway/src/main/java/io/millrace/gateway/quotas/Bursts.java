package io.millrace.gateway.quotas;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.common.hash.Hashing;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.millrace.gateway.visitors.Visitors;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Token buckets for each credential and each address, looked into before anybody finds out who asks: guesses at keys and passwords
 * are limited too. The interface and all that changes something is limited; following links and reading pages is not. Programs on
 * this machine are not limited, unless a trusted proxy here passes on what others ask.
 */
final class Bursts implements WebFilter {
    private static final long MAX_BUCKETS = 200_000;

    private final int rate;
    private final int burst;
    private final Visitors visitors;
    private final Cache<String, Bucket> buckets;

    Bursts(QuotaSettings settings, Visitors visitors) {
        this.rate = settings.rate();
        this.burst = settings.burst();
        this.visitors = visitors;
        // A bucket that is full again says no more than none.
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MAX_BUCKETS)
                .expireAfterAccess(Duration.ofSeconds(rate == 0 ? 1 : burst / rate + 1L))
                .build();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        if (rate == 0 || !isLimited(request)) {
            return chain.filter(exchange);
        }
        ConsumptionProbe probe = null;
        String credential = request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        String address = address(request);
        if (credential != null && address != null) {
            probe = take("key:" + Hashing.sha256().hashString(credential, StandardCharsets.UTF_8));
        }
        if (address != null && (probe == null || probe.isConsumed())) {
            ConsumptionProbe other = take(address);
            probe = probe == null || other.getRemainingTokens() < probe.getRemainingTokens() ? other : probe;
        }
        if (probe == null) {
            return chain.filter(exchange);
        }
        if (!probe.isConsumed()) {
            return Mono.error(refusal(probe));
        }
        HttpHeaders headers = exchange.getResponse().getHeaders();
        headers.add("RateLimit-Policy", policy());
        headers.add("RateLimit", rateLimit(probe));
        return chain.filter(exchange);
    }

    private static boolean isLimited(ServerHttpRequest request) {
        return request.getPath().value().startsWith("/api/")
                || !HttpMethod.GET.equals(request.getMethod()) && !HttpMethod.HEAD.equals(request.getMethod());
    }

    private ConsumptionProbe take(String name) {
        return buckets.get(name, unknown -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(burst).refillGreedy(rate, Duration.ofSeconds(1)))
                        .build())
                .tryConsumeAndReturnRemaining(1);
    }

    /** Who comes, an IPv6 network of 64 bits as one; null for programs on this machine. */
    private @Nullable String address(ServerHttpRequest request) {
        InetSocketAddress remote = request.getRemoteAddress();
        InetAddress peer = remote == null ? null : remote.getAddress();
        if (peer == null) {
            return null;
        }
        List<String> forwarded = request.getHeaders().getOrEmpty("X-Forwarded-For");
        InetAddress client = visitors.client(peer, forwarded.isEmpty() ? null : String.join(",", forwarded));
        if (client.isLoopbackAddress()) {
            return null;
        }
        byte[] bytes = client.getAddress();
        return HexFormat.of().formatHex(client instanceof Inet6Address ? Arrays.copyOf(bytes, 8) : bytes);
    }

    private Problem refusal(ConsumptionProbe probe) {
        long seconds =
                Math.max(1, Duration.ofNanos(probe.getNanosToWaitForRefill()).toSeconds());
        return Problem.of(
                        ProblemType.TOO_MANY_REQUESTS,
                        "At most " + burst + " requests at once and " + rate + " a second over time")
                .withHeader("Retry-After", String.valueOf(seconds))
                .withHeader("RateLimit-Policy", policy())
                .withHeader("RateLimit", rateLimit(probe));
    }

    private String policy() {
        return "\"burst\";q=" + burst + ";w=" + Math.max(1, burst / rate);
    }

    private String rateLimit(ConsumptionProbe probe) {
        long full = Duration.ofNanos(probe.getNanosToWaitForReset()).toSeconds();
        return "\"burst\";r=" + probe.getRemainingTokens() + ";t=" + full;
    }
}
