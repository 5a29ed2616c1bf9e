package io.millrace.gateway.web;

import io.millrace.contracts.event.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;

/** Reads whole request bodies that fit a bound, and refuses the others with a problem that says why. */
public final class Bodies {
    private static final ObjectReader JSON =
            Json.MAPPER.readerFor(JsonNode.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** How long the whole of a body may take. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Bodies() {}

    /**
     * The type of the request's body, which must be one of those.
     *
     * @throws Problem {@code unsupported-media-type}
     */
    public static MediaType type(ServerRequest request, Set<MediaType> accepted) {
        MediaType type = contentType(request);
        if (type != null) {
            for (MediaType candidate : accepted) {
                if (candidate.isCompatibleWith(type)) {
                    return candidate;
                }
            }
        }
        throw Problem.of(
                ProblemType.UNSUPPORTED_MEDIA_TYPE,
                "Send a Content-Type of "
                        + String.join(
                                " or ",
                                accepted.stream()
                                        .map(MediaType::toString)
                                        .sorted()
                                        .toList()) + (type == null ? "" : ", not " + type));
    }

    private static @Nullable MediaType contentType(ServerRequest request) {
        try {
            return request.headers().contentType().orElse(null);
        } catch (InvalidMediaTypeException e) {
            throw Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "The Content-Type is not one: " + e.getMessage());
        }
    }

    /** The body as text in UTF-8, of at most that many bytes; it must have come within 20 seconds. */
    public static Mono<String> text(ServerRequest request, int maxBytes) {
        return DataBufferUtils.join(request.body(BodyExtractors.toDataBuffers()), maxBytes)
                .timeout(PATIENCE)
                .onErrorMap(
                        TimeoutException.class,
                        error -> Problem.of(
                                ProblemType.REQUEST_TIMEOUT,
                                "The body did not come to its end within " + PATIENCE.toSeconds() + " seconds"))
                .onErrorMap(
                        org.springframework.core.io.buffer.DataBufferLimitException.class,
                        error -> Problem.of(
                                ProblemType.BODY_TOO_LARGE, "The body has at most " + maxBytes + " bytes here"))
                .map(Bodies::decode)
                .defaultIfEmpty("");
    }

    /** The body as JSON, of at most that many bytes. */
    public static Mono<JsonNode> json(ServerRequest request, int maxBytes) {
        return text(request, maxBytes).map(Bodies::parse);
    }

    /**
     * Parses a JSON text.
     *
     * @throws Problem {@code malformed-request} that says where the text goes wrong
     */
    public static JsonNode parse(String text) {
        try {
            JsonNode node = text.isBlank() ? null : JSON.readValue(text);
            if (node == null) {
                throw Problem.of(ProblemType.MALFORMED_REQUEST, "The body is empty; it should be JSON");
            }
            return node;
        } catch (StreamReadException e) {
            Problem problem = Problem.of(
                    ProblemType.MALFORMED_REQUEST,
                    "The body is not JSON: line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ": " + e.getOriginalMessage());
            JsonParser parser = e.processor();
            String field = parser == null ? null : parser.currentName();
            throw field == null ? problem : problem.with("field", field);
        } catch (JacksonException e) {
            throw Problem.of(
                    ProblemType.MALFORMED_REQUEST, "The body is not one JSON value: " + e.getOriginalMessage());
        }
    }

    private static String decode(DataBuffer buffer) {
        try {
            ByteBuffer bytes = ByteBuffer.allocate(buffer.readableByteCount());
            buffer.toByteBuffer(bytes);
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw Problem.of(ProblemType.MALFORMED_REQUEST, "The body is not text in UTF-8");
        } finally {
            DataBufferUtils.release(buffer);
        }
    }
}
