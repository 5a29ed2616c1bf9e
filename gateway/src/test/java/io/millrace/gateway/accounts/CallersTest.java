package io.millrace.gateway.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class CallersTest {
    /** SHA-256 of {@code mr_secret}. */
    private static final String HASH = "159739cf09bc51e57bb7e7ecb5aa22d440cd25cd83f2aee69c77bb3c31124fbd";

    private final Callers callers = callers(true);

    @Test
    void a_key_tells_its_owner_from_anywhere() {
        StepVerifier.create(callers.of(from("203.0.113.9", "mill.example")
                        .header("Authorization", "Bearer mr_secret")
                        .build()))
                .expectNext(new OwnerId("ada"))
                .expectComplete()
                .verify(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer mr_wrong", "Bearer", "Basic bXJfc2VjcmV0", "mr_secret", ""})
    void a_wrong_key_is_refused_also_from_this_machine(String authorization) {
        refused(callers.of(from("127.0.0.1", "localhost")
                .header("Authorization", authorization)
                .build()));
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, localhost:8080", "127.0.0.9, 127.0.0.1", "::1, [::1]:8080", "127.0.0.1, mill.example"})
    void this_machine_needs_no_key(String address, String host) {
        StepVerifier.create(callers.of(from(address, host).build()))
                .expectNext(OwnerId.DEFAULT)
                .expectComplete()
                .verify(Duration.ofSeconds(1));
    }

    @Test
    void a_page_of_our_own_needs_no_key() {
        StepVerifier.create(callers.of(from("127.0.0.1", "localhost:8080")
                        .header("Origin", "http://localhost:8080")
                        .header("Sec-Fetch-Site", "same-origin")
                        .build()))
                .expectNext(OwnerId.DEFAULT)
                .expectComplete()
                .verify(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @CsvSource({"203.0.113.9, localhost", "127.0.0.1, evil.example", "10.0.0.1, localhost"})
    void others_need_a_key(String address, String host) {
        refused(callers.of(from(address, host).build()));
    }

    @ParameterizedTest
    @CsvSource({
        "X-Forwarded-For, 127.0.0.1",
        "Forwarded, for=127.0.0.1",
        "X-Real-IP, 127.0.0.1",
        "Via, 1.1 proxy",
        "Origin, http://evil.example",
        "Origin, null",
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site"
    })
    void what_a_proxy_passes_on_or_a_foreign_page_sends_is_not_from_this_machine(String header, String value) {
        refused(callers.of(from("127.0.0.1", "localhost").header(header, value).build()));
    }

    @Test
    void anonymous_use_can_be_switched_off() {
        refused(callers(false).of(from("127.0.0.1", "localhost").build()));
    }

    @Test
    void who_is_anonymous_sees_the_figures_of_the_site_and_is_no_admin() {
        StepVerifier.create(callers.caller(from("127.0.0.1", "localhost").build()))
                .assertNext(caller -> {
                    assertThat(caller.seesSite()).isTrue();
                    assertThat(caller.isAdmin()).isFalse();
                })
                .expectComplete()
                .verify(Duration.ofSeconds(1));
    }

    @Test
    void a_key_that_was_not_hashed_stops_the_start() {
        assertThatThrownBy(() -> new AccountSettings(Map.of("mr_secret", "ada"), true, Set.of()))
                .hasMessageContaining("sha256sum");
    }

    private static void refused(Mono<OwnerId> caller) {
        StepVerifier.create(caller)
                .expectErrorSatisfies(
                        error -> assertThat(((Problem) error).type()).isEqualTo(ProblemType.UNAUTHENTICATED))
                .verify(Duration.ofSeconds(1));
    }

    private static MockServerHttpRequest.BaseBuilder<?> from(String address, String host) {
        return MockServerHttpRequest.get("http://" + host + "/api/v1/links")
                .header("Host", host)
                .remoteAddress(new InetSocketAddress(address, 40_000));
    }

    private static Callers callers(boolean anonymous) {
        return new Callers(
                new AccountSettings(Map.of(HASH, "ada"), anonymous, Set.of("default")),
                key -> Mono.empty(),
                session -> Mono.empty(),
                new SessionCookie(true),
                URI.create("https://mill.example"));
    }
}
