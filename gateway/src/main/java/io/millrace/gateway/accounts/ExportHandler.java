package io.millrace.gateway.accounts;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * {@code GET /api/v1/me/export}: everything that is the caller's, a line of JSON for each thing, written while it is read. The
 * last line says that it is all; an export without it was cut off.
 */
final class ExportHandler {
    private static final Set<Scope> NEEDED =
            Set.of(Scope.ACCOUNT_READ, Scope.LINKS_READ, Scope.PASTES_READ, Scope.POSTS_READ, Scope.TELEMETRY_READ);

    private final Callers callers;
    private final List<Exported> products;
    private final Clock clock;

    ExportHandler(Callers callers, List<Exported> products, Clock clock) {
        this.callers = callers;
        this.products = List.copyOf(products);
        this.clock = clock;
    }

    private record Begin(OwnerId owner, Instant at) {}

    private record End(boolean complete) {}

    Mono<ServerResponse> export(ServerRequest request) {
        return callers.caller(request.exchange().getRequest()).flatMap(caller -> {
            if (!caller.scopes().containsAll(NEEDED)) {
                return Mono.error(Problem.of(
                        ProblemType.FORBIDDEN,
                        "An export takes an API key that is good for reading everything: account:read, links:read,"
                                + " pastes:read, posts:read and telemetry:read"));
            }
            OwnerId owner = caller.owner();
            return ServerResponse.ok()
                    .contentType(MediaType.APPLICATION_NDJSON)
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"millrace-" + owner + ".ndjson\"")
                    .body(BodyInserters.fromDataBuffers(buffers(lines(owner))));
        });
    }

    private Flux<ByteBuffer> lines(OwnerId owner) {
        return Flux.concat(
                Mono.fromSupplier(() -> Exported.line("export", new Begin(owner, clock.instant()))),
                Flux.fromIterable(products).concatMap(product -> product.of(owner), 1),
                Mono.fromSupplier(() -> Exported.line("end", new End(true))));
    }

    private static Flux<DataBuffer> buffers(Flux<ByteBuffer> bytes) {
        return bytes.map(DefaultDataBufferFactory.sharedInstance::wrap);
    }
}
