package io.millrace.gateway.idempotency;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.gateway.accounts.Callers;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemHandler;
import io.millrace.gateway.web.ProblemType;
import io.millrace.storage.idempotency.FirstAnswer;
import io.millrace.storage.idempotency.IdempotencyKeys;
import io.millrace.storage.idempotency.IdempotencyKeys.State;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Carries out a POST with an {@code Idempotency-Key} once, however often it comes within a day and to whichever gateway: the
 * first answer is kept and given again. The same key with another request is refused; while the first one is under way, the
 * others wait a little and are then told to come again.
 *
 * <p>What failed on our side, or was refused because of who asked or how often, is not kept: it may be tried again with the same
 * key. Neither bodies nor long answers are held in memory.
 */
final class IdempotencyFilter implements WebFilter {
    static final String HEADER = "Idempotency-Key";
    static final String REPLAYED = "Idempotency-Replayed";

    private static final Logger log = LoggerFactory.getLogger(IdempotencyFilter.class);
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
    private static final Duration ASK_AGAIN = Duration.ofMillis(100);
    private static final int TIMES = 50;
    /** Longer than any body that a handler takes in one piece, in bytes. */
    private static final long MAX_BODY = 16L << 20;

    private static final String TOO_LONG = "X-Too-Long";

    /** What is answered there, keys and sessions, is kept nowhere. */
    private static final List<String> SECRET = List.of("/api/v1/accounts", "/api/v1/sessions", "/api/v1/me");

    /** Refusals that say nothing of the request itself. */
    private static final Set<Integer> PASSING = Set.of(401, 403, 408, 425, 429);

    private final Callers callers;
    private final IdempotencyKeys keys;
    private final ProblemHandler problems;

    IdempotencyFilter(Callers callers, IdempotencyKeys keys, ProblemHandler problems) {
        this.callers = callers;
        this.keys = keys;
        this.problems = problems;
    }

    private static boolean isSecret(ServerHttpRequest request) {
        String path = request.getPath().value();
        return SECRET.stream().anyMatch(path::startsWith);
    }

    /** A key in the name of whoever uses it. */
    private record Owned(OwnerId caller, String key) {}

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        String key = request.getHeaders().getFirst(HEADER);
        if (key == null || !HttpMethod.POST.equals(request.getMethod()) || isSecret(request)) {
            return chain.filter(exchange);
        }
        if (!KEY.matcher(key).matches()) {
            return Mono.error(Problem.of(
                    ProblemType.MALFORMED_REQUEST, HEADER + " is 1 to 255 visible characters, such as a random UUID"));
        }
        return callers.of(request)
                .flatMap(caller -> decide(new Owned(caller, key), 1))
                .flatMap(decided -> decided.run(exchange, chain));
    }

    /** What is to be done with a request. */
    private interface Decided {
        Mono<Void> run(ServerWebExchange exchange, WebFilterChain chain);
    }

    private Mono<Decided> decide(Owned owned, int time) {
        return keys.claim(owned.caller().value(), owned.key()).flatMap(state -> {
            if (state instanceof State.Mine mine) {
                return Mono.<Decided>just((exchange, chain) -> carryOut(exchange, chain, owned, mine.claim()));
            }
            if (state instanceof State.Answered answered) {
                return Mono.<Decided>just((exchange, chain) -> repeat(exchange, answered.answer()));
            }
            return time == TIMES
                    ? Mono.error(Problem.of(
                                    ProblemType.IDEMPOTENCY_KEY_IN_USE,
                                    "The first request with this " + HEADER + " is still under way; come again")
                            .withHeader("Retry-After", "1"))
                    : Mono.delay(ASK_AGAIN).flatMap(waited -> decide(owned, time + 1));
        });
    }

    private Mono<Void> carryOut(ServerWebExchange exchange, WebFilterChain chain, Owned owned, UUID claim) {
        Fingerprint fingerprint = new Fingerprint(exchange.getRequest());
        ServerHttpRequest request = new ServerHttpRequestDecorator(exchange.getRequest()) {
            @Override
            public Flux<DataBuffer> getBody() {
                return fingerprint.of(super.getBody());
            }
        };
        RecordedResponse response = new RecordedResponse(
                exchange.getResponse(),
                (status, headers, body, tooLong) ->
                        keep(owned, claim, request, fingerprint, status, headers, body, tooLong));
        ServerWebExchange recorded =
                exchange.mutate().request(request).response(response).build();
        return chain.filter(recorded)
                .onErrorResume(error -> response.isCommitted() ? Mono.error(error) : problems.handle(recorded, error))
                .then(Mono.defer(response::setComplete))
                .doOnCancel(() -> log.debug("A client left; its key is free again in a minute"));
    }

    /** An answer that cannot be kept is given all the same: what was asked for is done. */
    private Mono<Void> keep(
            Owned owned,
            UUID claim,
            ServerHttpRequest request,
            Fingerprint fingerprint,
            int status,
            Map<String, String> headers,
            byte[] body,
            boolean tooLong) {
        return readToEnd(request, fingerprint)
                .then(Mono.defer(() -> {
                    if (status >= 500 || PASSING.contains(status) || !fingerprint.isWhole()) {
                        return keys.release(owned.caller().value(), owned.key(), claim);
                    }
                    Map<String, String> kept = tooLong ? Map.of(TOO_LONG, "true") : headers;
                    return keys.complete(
                                    owned.caller().value(),
                                    owned.key(),
                                    claim,
                                    new FirstAnswer(status, fingerprint.value(), kept, body))
                            .then();
                }))
                .onErrorResume(error -> {
                    log.warn("An answer could not be kept for its {}: {}", HEADER, error.toString());
                    return Mono.empty();
                });
    }

    /** A handler that needs no body has not read it. */
    private static Mono<Void> readToEnd(ServerHttpRequest request, Fingerprint fingerprint) {
        return fingerprint.isBegun() ? Mono.empty() : drain(request.getBody());
    }

    private Mono<Void> repeat(ServerWebExchange exchange, FirstAnswer first) {
        Fingerprint fingerprint = new Fingerprint(exchange.getRequest());
        return drain(fingerprint.of(exchange.getRequest().getBody())).then(Mono.defer(() -> {
            if (!MessageDigest.isEqual(fingerprint.value(), first.fingerprint())) {
                return Mono.error(Problem.of(
                        ProblemType.IDEMPOTENCY_KEY_REUSED,
                        "This " + HEADER + " was used for another request; take a new one for each"));
            }
            if (first.headers().containsKey(TOO_LONG)) {
                return Mono.error(Problem.of(
                        ProblemType.IDEMPOTENCY_KEY_IN_USE,
                        "The request was carried out, with status " + first.status()
                                + "; its answer was too long to be kept"));
            }
            ServerHttpResponse response = exchange.getResponse();
            response.setStatusCode(HttpStatusCode.valueOf(first.status()));
            first.headers().forEach(response.getHeaders()::set);
            response.getHeaders().set(REPLAYED, "true");
            response.getHeaders().setContentLength(first.body().length);
            return response.writeWith(
                    Mono.fromSupplier(() -> response.bufferFactory().wrap(first.body())));
        }));
    }

    private static Mono<Void> drain(Flux<DataBuffer> body) {
        return Flux.defer(() -> {
                    long[] read = {0};
                    return body.doOnNext(buffer -> {
                        read[0] += buffer.readableByteCount();
                        DataBufferUtils.release(buffer);
                        if (read[0] > MAX_BODY) {
                            throw Problem.of(ProblemType.BODY_TOO_LARGE, "No body here is longer than " + MAX_BODY);
                        }
                    });
                })
                .then();
    }
}
