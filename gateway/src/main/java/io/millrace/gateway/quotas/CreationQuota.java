package io.millrace.gateway.quotas;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.gateway.accounts.Callers;
import io.millrace.gateway.quotas.UsageLedger.Totals;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Refuses creates of accounts that have used up what they may make in a period, or store. */
final class CreationQuota implements WebFilter {
    private static final Set<String> CREATES = Set.of(
            "/api/v1/links",
            "/api/v1/links/bulk",
            "/api/v1/pastes",
            "/documents",
            "/p",
            "/api/v1/posts",
            "/api/v1/media",
            "/api/v1/media/uploads");

    private final Callers callers;
    private final Quotas quotas;
    private final Clock clock;

    CreationQuota(Callers callers, Quotas quotas, Clock clock) {
        this.callers = callers;
        this.quotas = quotas;
        this.clock = clock;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        QuotaSettings limits = quotas.settings();
        boolean limited = limits.creations() > 0 || limits.storedBytes() > 0;
        if (!limited
                || !HttpMethod.POST.equals(exchange.getRequest().getMethod())
                || !CREATES.contains(exchange.getRequest().getPath().value())) {
            return chain.filter(exchange);
        }
        return callers.of(exchange.getRequest()).flatMap(this::check).flatMap(used -> {
            tell(exchange, used);
            return chain.filter(exchange);
        });
    }

    private Mono<Totals> check(OwnerId owner) {
        QuotaSettings limits = quotas.settings();
        return quotas.used(owner).flatMap(used -> {
            if (limits.creations() > 0 && used.creations() >= limits.creations()) {
                return Mono.error(Problem.of(
                                ProblemType.QUOTA_EXCEEDED,
                                "You may make " + limits.creations() + " things in "
                                        + limits.period().toHours() + " hours, and have made them")
                        .withHeader("Retry-After", String.valueOf(seconds(used.freesAt())))
                        .withHeader("RateLimit-Policy", policy())
                        .withHeader("RateLimit", rateLimit(used)));
            }
            if (limits.storedBytes() > 0 && used.storedBytes() >= limits.storedBytes()) {
                return Mono.error(Problem.of(
                                ProblemType.QUOTA_EXCEEDED,
                                "You may store " + limits.storedBytes() + " bytes; delete something first")
                        .withHeader("Retry-After", "60"));
            }
            return Mono.just(used);
        });
    }

    private void tell(ServerWebExchange exchange, Totals used) {
        if (quotas.settings().creations() > 0) {
            exchange.getResponse().getHeaders().add("RateLimit-Policy", policy());
            exchange.getResponse().getHeaders().add("RateLimit", rateLimit(used));
        }
    }

    private String policy() {
        QuotaSettings limits = quotas.settings();
        return "\"creations\";q=" + limits.creations() + ";w=" + limits.period().toSeconds();
    }

    private String rateLimit(Totals used) {
        long left = Math.max(0, quotas.settings().creations() - used.creations());
        return "\"creations\";r=" + left + ";t=" + seconds(used.freesAt());
    }

    private long seconds(Instant until) {
        return Math.max(1, Duration.between(clock.instant(), until).toSeconds());
    }
}
