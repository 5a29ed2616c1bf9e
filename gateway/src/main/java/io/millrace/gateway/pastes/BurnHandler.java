package io.millrace.gateway.pastes;

import io.millrace.contracts.pastes.Paste;
import io.millrace.gateway.redirect.Visits;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import io.millrace.storage.blobs.MissingBlob;
import io.millrace.storage.links.VisitClaims;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Gives out the text of a paste that is burnt by reading it: to one, whoever asks at the same moment on whatever gateway. The
 * claim decides and lasts, so what follows it (giving out, deleting) may fail without a second reader.
 */
final class BurnHandler {
    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    private final PasteAccess access;
    private final VisitClaims claims;
    private final PasteCommands commands;
    private final RawText texts;
    private final Visits visits;

    BurnHandler(PasteAccess access, VisitClaims claims, PasteCommands commands, RawText texts, Visits visits) {
        this.access = access;
        this.claims = claims;
        this.commands = commands;
        this.texts = texts;
        this.visits = visits;
    }

    /** {@code POST /p/{key}/burn}: never a GET, which previews, prefetching and crawlers send too. */
    Mono<ServerResponse> burn(ServerRequest request) {
        return access.visited(request).flatMap(paste -> {
            if (!paste.burn()) {
                return Mono.error(Problem.of(ProblemType.FORBIDDEN, "This paste is not burnt by reading it."));
            }
            // While the object store is away nothing is burnt. An object that is gone was burnt by another: the claim
            // says so.
            return texts.ready(paste.text())
                    .onErrorResume(MissingBlob.class, gone -> Mono.empty())
                    .then(Mono.defer(() -> claims.take(paste.key(), 1)))
                    .flatMap(mine -> mine
                            ? give(request, paste)
                            : Mono.error(Problem.of(
                                    ProblemType.GONE, "This paste was burnt: it could be read once, and was.")));
        });
    }

    private Mono<ServerResponse> give(ServerRequest request, Paste paste) {
        visits.read(request, paste.key().value(), paste.owner());
        // Its bytes are needed until they are given out, or nobody wants them any more.
        Flux<ByteBuffer> once = Flux.usingWhen(Mono.just(paste), given -> texts.all(given.text()), commands::burnt);
        return ServerResponse.ok()
                .contentType(TEXT)
                .contentLength(paste.text().size())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'")
                .header("X-Content-Type-Options", "nosniff")
                .body(BodyInserters.fromDataBuffers(RawHandler.buffers(once)));
    }
}
