package io.millrace.gateway.pastes;

import io.millrace.contracts.links.Visibility;
import io.millrace.contracts.pastes.Paste;
import io.millrace.contracts.pastes.PasteText;
import io.millrace.gateway.redirect.RefusalPage;
import io.millrace.gateway.redirect.Visits;
import io.millrace.gateway.web.Conditions;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import io.millrace.storage.blobs.ByteRange;
import io.millrace.storage.pastes.PasteRevisions;
import io.millrace.storage.pastes.Revision;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Gives out texts as they are: never as anything but plain text, and counted as a read of the paste. */
final class RawHandler {
    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);
    private static final String POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'";

    private final PasteAccess access;
    private final PasteRevisions revisions;
    private final RawText texts;
    private final Visits visits;

    RawHandler(PasteAccess access, PasteRevisions revisions, RawText texts, Visits visits) {
        this.access = access;
        this.revisions = revisions;
        this.texts = texts;
        this.visits = visits;
    }

    /** GET and HEAD of a paste's text; {@code revision=N} for an earlier one, {@code download} to save it. */
    Mono<ServerResponse> raw(ServerRequest request) {
        return access.visited(request)
                .flatMap(paste -> paste.burn()
                        ? Mono.error(Problem.of(
                                ProblemType.FORBIDDEN,
                                "This paste is burnt by reading it: POST to /p/" + paste.key() + "/burn to do so."))
                        : text(request, paste).flatMap(text -> serve(request, paste, text)))
                .onErrorResume(Problem.class, problem -> RefusalPage.answer(request, problem));
    }

    private Mono<PasteText> text(ServerRequest request, Paste paste) {
        String number = request.queryParam("revision").orElse("");
        if (number.isEmpty() || number.equals(String.valueOf(paste.revision()))) {
            return Mono.just(paste.text());
        }
        return (number.matches("[1-9][0-9]{0,5}")
                        ? revisions.find(paste.key(), Integer.parseInt(number))
                        : Mono.<Revision>empty())
                .map(Revision::text)
                .switchIfEmpty(Mono.error(() -> Problem.of(ProblemType.NOT_FOUND, "The paste has no such revision.")));
    }

    private Mono<ServerResponse> serve(ServerRequest request, Paste paste, PasteText text) {
        String tag = tag(text);
        if (Conditions.isKnown(request, tag)) {
            count(request, paste);
            return head(ServerResponse.status(HttpStatus.NOT_MODIFIED), paste, tag)
                    .build();
        }
        ByteRange range = Conditions.range(request, text.size(), tag);
        ServerResponse.BodyBuilder response = head(
                        ServerResponse.status(range == null ? HttpStatus.OK : HttpStatus.PARTIAL_CONTENT), paste, tag)
                .headers(RawHandler::asText)
                .contentLength(range == null ? text.size() : range.length());
        if (range != null) {
            response.header(
                    HttpHeaders.CONTENT_RANGE, "bytes " + range.from() + "-" + (range.end() - 1) + "/" + text.size());
        }
        if (request.queryParam("download").isPresent()) {
            response.header(HttpHeaders.CONTENT_DISPOSITION, attachment(paste));
        }
        if (HttpMethod.HEAD.equals(request.method())) {
            return response.build();
        }
        if (range == null || range.from() == 0) {
            count(request, paste);
        }
        return response.body(
                BodyInserters.fromDataBuffers(buffers(range == null ? texts.all(text) : texts.part(text, range))));
    }

    private void count(ServerRequest request, Paste paste) {
        if (HttpMethod.GET.equals(request.method())) {
            visits.read(request, paste.key().value(), paste.owner());
        }
    }

    static String tag(PasteText text) {
        return "\"" + text.sha256().substring(0, 32) + "\"";
    }

    private static ServerResponse.BodyBuilder head(ServerResponse.BodyBuilder response, Paste paste, String tag) {
        return response.eTag(tag).headers(headers -> described(headers, paste.visibility()));
    }

    /** What the answers about all texts say. */
    static void described(HttpHeaders headers, Visibility visibility) {
        headers.setVary(List.of(HttpHeaders.ACCEPT));
        headers.set(HttpHeaders.ACCEPT_RANGES, "bytes");
        // Asked about each time: what is deleted must be gone at once.
        headers.setCacheControl(visibility == Visibility.PRIVATE ? "private, no-store" : "private, no-cache");
    }

    /** What the answers with a text say: it is never anything else. */
    static void asText(HttpHeaders headers) {
        headers.setContentType(TEXT);
        headers.set("Content-Security-Policy", POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
    }

    static Flux<DataBuffer> buffers(Flux<ByteBuffer> bytes) {
        return bytes.map(DefaultDataBufferFactory.sharedInstance::wrap);
    }

    private static String attachment(Paste paste) {
        String name = paste.name() == null ? paste.key() + ".txt" : paste.name().replaceAll("[/\\\\]", "_");
        return ContentDisposition.attachment()
                .filename(name, StandardCharsets.UTF_8)
                .build()
                .toString();
    }
}
