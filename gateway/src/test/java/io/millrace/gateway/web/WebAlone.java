package io.millrace.gateway.web;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import io.millrace.gateway.GatewayProperties;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What holds for every request, around a few routes that do nothing of note. Not annotated as a configuration, or the gateway
 * would take it in where a test starts all of it.
 */
@EnableAutoConfiguration(exclude = KafkaAutoConfiguration.class)
@EnableConfigurationProperties(GatewayProperties.class)
@Import({WebConfiguration.class, ProblemHandler.class})
class WebAlone {
    static final int MAX_BODY = 1_000;

    @Bean
    RouterFunction<ServerResponse> echoes() {
        return route().POST("/text", request -> Bodies.text(request, MAX_BODY).flatMap(WebAlone::ok))
                .POST("/json", WebAlone::json)
                .POST("/slow-reader", WebAlone::slowReader)
                .GET("/slow", request -> Mono.delay(Duration.ofMillis(300)).flatMap(tick -> ok("slow")))
                .GET("/stream", WebAlone::stream)
                .GET("/fails", request -> Mono.error(new IllegalStateException("a secret of ours")))
                .GET("/echo/{path}", request -> ok(request.pathVariable("path")))
                .GET("/query", request -> ok(request.queryParam("q").orElse("none")))
                .PUT("/echo/{path}", request -> ok("put"))
                .build();
    }

    private static Mono<ServerResponse> ok(String text) {
        return ServerResponse.ok().contentType(MediaType.TEXT_PLAIN).bodyValue(text);
    }

    private static Mono<ServerResponse> json(ServerRequest request) {
        Bodies.type(request, Set.of(MediaType.APPLICATION_JSON));
        return Bodies.json(request, MAX_BODY)
                .flatMap(json -> ServerResponse.ok().bodyValue(Map.of("read", json.toString())));
    }

    /** Takes its time with the first piece of a body, as an upload does whose links are being made. */
    private static Mono<ServerResponse> slowReader(ServerRequest request) {
        AtomicLong bytes = new AtomicLong();
        Flux<DataBuffer> body = request.body(BodyExtractors.toDataBuffers());
        return body.concatMap(
                        piece -> {
                            boolean first = bytes.getAndAdd(piece.readableByteCount()) == 0;
                            DataBufferUtils.release(piece);
                            return Mono.delay(Duration.ofMillis(first ? 1_500 : 0));
                        },
                        1)
                .then(Mono.defer(() -> ok(bytes + " bytes")));
    }

    private static Mono<ServerResponse> stream(ServerRequest request) {
        Flux<String> ticks = Flux.interval(Duration.ofMillis(900)).take(3).map(tick -> "tick " + tick);
        return ServerResponse.ok().contentType(MediaType.TEXT_EVENT_STREAM).body(ticks, String.class);
    }
}
