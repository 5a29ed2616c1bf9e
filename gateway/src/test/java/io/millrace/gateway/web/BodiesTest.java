package io.millrace.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class BodiesTest {
    @Test
    void aBodyThatDripsFasterThanTheReadLimitStillHasAnEnd() {
        StepVerifier.withVirtualTime(() ->
                        Bodies.text(request(Flux.interval(Duration.ofSeconds(4)).map(tick -> buffer("a"))), 1_000))
                .thenAwait(Duration.ofSeconds(20))
                .expectErrorSatisfies(
                        error -> assertThat(((Problem) error).type()).isEqualTo(ProblemType.REQUEST_TIMEOUT))
                .verify(Duration.ofSeconds(5));
    }

    @Test
    void aCharacterMayBeCutBetweenTwoPieces() {
        byte[] text = "å€😀".getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut <= text.length; cut++) {
            Flux<DataBuffer> pieces = Flux.just(
                    buffer(java.util.Arrays.copyOf(text, cut)),
                    buffer(java.util.Arrays.copyOfRange(text, cut, text.length)));
            StepVerifier.create(Bodies.text(request(pieces), text.length))
                    .expectNext("å€😀")
                    .expectComplete()
                    .verify(Duration.ofSeconds(5));
        }
    }

    @Test
    void aBodyIsMeasuredInBytesAndOneTooManyIsRefused() {
        StepVerifier.create(Bodies.text(request(Flux.just(buffer("å"))), 2))
                .expectNext("å")
                .expectComplete()
                .verify(Duration.ofSeconds(5));
        StepVerifier.create(Bodies.text(request(Flux.just(buffer("å"))), 1))
                .expectErrorSatisfies(
                        error -> assertThat(((Problem) error).type()).isEqualTo(ProblemType.BODY_TOO_LARGE))
                .verify(Duration.ofSeconds(5));
    }

    @Test
    void strictTransportSecurityIsForHttpsOnly() {
        assertThat(headers(true, 200)).containsKey("Strict-Transport-Security");
        assertThat(headers(true, 302))
                .containsKey("Strict-Transport-Security")
                .doesNotContainKeys("Content-Security-Policy", "Referrer-Policy");
        assertThat(headers(false, 200)).doesNotContainKey("Strict-Transport-Security");
    }

    private static java.util.Map<String, String> headers(boolean tls, int status) {
        MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/"));
        StepVerifier.create(new SecurityHeaders(tls).filter(exchange, through -> {
                    through.getResponse().setRawStatusCode(status);
                    return through.getResponse().setComplete();
                }))
                .expectComplete()
                .verify(Duration.ofSeconds(5));
        return exchange.getResponse().getHeaders().toSingleValueMap();
    }

    private static ServerRequest request(Flux<DataBuffer> body) {
        return ServerRequest.create(
                MockServerWebExchange.from(MockServerHttpRequest.post("/").body(body)), List.of());
    }

    private static DataBuffer buffer(String text) {
        return buffer(text.getBytes(StandardCharsets.UTF_8));
    }

    private static DataBuffer buffer(byte[] bytes) {
        return DefaultDataBufferFactory.sharedInstance.wrap(bytes);
    }
}
