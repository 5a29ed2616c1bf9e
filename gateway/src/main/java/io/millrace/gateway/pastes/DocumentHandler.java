package io.millrace.gateway.pastes;

import io.millrace.contracts.pastes.Paste;
import io.millrace.gateway.redirect.Visits;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** {@code GET /documents/{key}} as haste servers answer it: the text as a JSON string, written while it is read. */
final class DocumentHandler {
    private static final String HEX = "0123456789abcdef";
    /** What a byte can become. */
    private static final int LONGEST_ESCAPE = 6;

    private final PasteAccess access;
    private final RawText texts;
    private final Visits visits;

    DocumentHandler(PasteAccess access, RawText texts, Visits visits) {
        this.access = access;
        this.texts = texts;
        this.visits = visits;
    }

    Mono<ServerResponse> read(ServerRequest request) {
        return access.visited(request).flatMap(paste -> {
            if (paste.burn()) {
                return Mono.error(Problem.of(ProblemType.FORBIDDEN, "This paste is burnt by reading it."));
            }
            visits.read(request, paste.key().value(), paste.owner());
            return ServerResponse.ok()
                    .contentType(MediaType.APPLICATION_JSON)
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .body(BodyInserters.fromDataBuffers(RawHandler.buffers(document(paste))));
        });
    }

    /** Begun only when the text has come: until then an error can still be answered as one. */
    private Flux<ByteBuffer> document(Paste paste) {
        ByteBuffer head = ascii("{\"key\":\"" + paste.key() + "\",\"data\":\"");
        return texts.all(paste.text())
                .map(DocumentHandler::escaped)
                .switchOnFirst((first, all) -> first.isOnError() ? all : all.startWith(head))
                .concatWith(Mono.fromSupplier(() -> ascii("\"}")));
    }

    /** The same as part of a JSON string (RFC 8259, section 7): what must be escaped is ASCII, so pieces may be cut anywhere. */
    static ByteBuffer escaped(ByteBuffer bytes) {
        int escapes = 0;
        for (int i = bytes.position(); i < bytes.limit(); i++) {
            byte b = bytes.get(i);
            escapes += b >= 0 && b < ' ' || b == '"' || b == '\\' ? 1 : 0;
        }
        ByteBuffer out = ByteBuffer.allocate(bytes.remaining() + escapes * (LONGEST_ESCAPE - 1));
        while (bytes.hasRemaining()) {
            byte b = bytes.get();
            if (b == '"' || b == '\\') {
                out.put((byte) '\\').put(b);
            } else if (b >= 0 && b < ' ') {
                out.put(ascii("\\u00")).put((byte) HEX.charAt(b >> 4)).put((byte) HEX.charAt(b & 15));
            } else {
                out.put(b);
            }
        }
        return out.flip();
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
