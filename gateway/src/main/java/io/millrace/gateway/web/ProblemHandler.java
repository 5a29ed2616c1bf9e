package io.millrace.gateway.web;

import io.millrace.contracts.event.Json;
import io.millrace.storage.StorageUnavailable;
import io.millrace.storage.blobs.BlobStoreUnavailable;
import io.netty.handler.timeout.ReadTimeoutException;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.NotAcceptableStatusException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;
import reactor.netty.http.server.HttpServerResponse;

/** The one place where an error becomes an answer: always a problem document, never a stack trace. */
@Component
@Order(-2)
public final class ProblemHandler implements WebExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);
    private static final int TOO_LARGE = 413;
    private static final Duration RETRY = Duration.ofSeconds(2);

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
        ServerHttpResponse response = exchange.getResponse();
        if (response.isCommitted()) {
            return cutOff(response, error);
        }
        Problem problem = problem(error);
        response.setStatusCode(problem.type().status());
        // What described the answer that was meant does not describe this one.
        response.getHeaders().clearContentHeaders();
        response.getHeaders().remove(HttpHeaders.ETAG);
        response.getHeaders().remove(HttpHeaders.ACCEPT_RANGES);
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        response.getHeaders().setCacheControl("no-store");
        response.getHeaders().set("X-Content-Type-Options", "nosniff");
        problem.headers().forEach(response.getHeaders()::set);
        if (HttpMethod.HEAD.equals(exchange.getRequest().getMethod())) {
            return response.setComplete();
        }
        byte[] document = Json.MAPPER.writeValueAsBytes(problem.document());
        response.getHeaders().setContentLength(document.length);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(document)));
    }

    /**
     * An answer that has begun can only be broken off, by which the client sees that it is not whole. The framework would do so too,
     * and log the address, which may be a secret.
     */
    private static Mono<Void> cutOff(ServerHttpResponse response, Throwable error) {
        log.warn("An answer was cut off: {}", error.toString());
        HttpServerResponse server = ServerHttpResponseDecorator.getNativeResponse(response);
        server.withConnection(connection -> connection.dispose());
        return Mono.empty();
    }

    /** What to tell the client of an error. */
    public static Problem problem(Throwable error) {
        if (error instanceof Problem problem) {
            return problem;
        }
        if (error instanceof StorageUnavailable) {
            log.warn("Answered 503: {}", error.getMessage());
            return Problem.unavailable("The database does not answer now; nothing that was confirmed is lost", RETRY);
        }
        if (error instanceof BlobStoreUnavailable) {
            log.warn("Answered 503: {}", error.getMessage());
            return Problem.unavailable("The object store does not answer now; short texts still work", RETRY);
        }
        if (error instanceof MethodNotAllowedException notAllowed) {
            String allowed = notAllowed.getSupportedMethods().stream()
                    .map(HttpMethod::name)
                    .sorted()
                    .collect(Collectors.joining(", "));
            return Problem.of(ProblemType.METHOD_NOT_ALLOWED, "Use one of: " + allowed)
                    .withHeader("Allow", allowed);
        }
        if (error instanceof UnsupportedMediaTypeStatusException unsupported) {
            return Problem.of(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE,
                    "This address takes " + unsupported.getSupportedMediaTypes() + ", not "
                            + unsupported.getContentType());
        }
        if (error instanceof NotAcceptableStatusException notAcceptable) {
            return Problem.of(
                    ProblemType.NOT_ACCEPTABLE, "This address answers with " + notAcceptable.getSupportedMediaTypes());
        }
        if (error instanceof DataBufferLimitException || error.getCause() instanceof DataBufferLimitException) {
            return Problem.of(ProblemType.BODY_TOO_LARGE, "The body is larger than this address takes");
        }
        if (error instanceof ReadTimeoutException || error instanceof AbortedException) {
            return Problem.of(ProblemType.REQUEST_TIMEOUT, "The body of the request did not come to its end in time");
        }
        if (error instanceof InvalidMediaTypeException invalid) {
            return Problem.of(ProblemType.MALFORMED_REQUEST, "A media type is not one: " + invalid.getMessage());
        }
        if (error instanceof ServerWebInputException input) {
            return Problem.of(ProblemType.MALFORMED_REQUEST, String.valueOf(input.getReason()));
        }
        if (error instanceof ResponseStatusException status) {
            return ofStatus(status);
        }
        return unexpected(error);
    }

    private static Problem ofStatus(ResponseStatusException error) {
        int status = error.getStatusCode().value();
        if (status == 404) {
            return Problem.of(ProblemType.NOT_FOUND, "Nothing has this address");
        }
        if (status == TOO_LARGE) {
            return Problem.of(ProblemType.BODY_TOO_LARGE, "The body is larger than this address takes");
        }
        if (error.getStatusCode().is4xxClientError()) {
            return Problem.of(ProblemType.MALFORMED_REQUEST, String.valueOf(error.getReason()));
        }
        return unexpected(error);
    }

    private static Problem unexpected(Throwable error) {
        String id = UUID.randomUUID().toString();
        // The address is left out of the log: it may be a secret.
        log.error("Request failed, error {}", id, error);
        return Problem.of(ProblemType.INTERNAL_ERROR, "The error was logged under the name " + id)
                .with("instance", id);
    }
}
