package io.millrace.gateway.quotas;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.gateway.accounts.Callers;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Tells callers what they used. */
final class UsageHandler {
    private final Callers callers;
    private final Quotas quotas;

    UsageHandler(Callers callers, Quotas quotas) {
        this.callers = callers;
        this.quotas = quotas;
    }

    /** Of one thing: how much was used, and how much may be; null is no limit. */
    private record Share(long used, @Nullable Long limit) {
        static Share of(long used, long limit) {
            return new Share(used, limit == 0 ? null : limit);
        }
    }

    /** The usage as the interface shows it. */
    private record UsageAnswer(
            OwnerId owner, long periodSeconds, Share creations, Share redirects, Share storedBytes, Instant freesAt) {}

    Mono<ServerResponse> usage(ServerRequest request) {
        QuotaSettings limits = quotas.settings();
        return callers.of(request.exchange().getRequest())
                .flatMap(owner -> quotas.used(owner)
                        .map(used -> new UsageAnswer(
                                owner,
                                limits.period().toSeconds(),
                                Share.of(used.creations(), limits.creations()),
                                Share.of(used.redirects(), limits.redirects()),
                                Share.of(used.storedBytes(), limits.storedBytes()),
                                used.freesAt())))
                .flatMap(answer -> ServerResponse.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .bodyValue(answer));
    }
}
