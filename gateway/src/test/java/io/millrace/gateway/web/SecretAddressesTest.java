package io.millrace.gateway.web;

import static io.millrace.gateway.links.Gateways.FIRST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.millrace.gateway.links.Gateways;
import io.millrace.gateway.links.Gateways.Answer;
import io.millrace.gateway.links.Gateways.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** An API key that somebody puts into an address by mistake must not be found in logs, metrics or problems afterwards. */
class SecretAddressesTest {
    private static final String SECRET = "mr_s3cr3tThatMustNotBeFoundAnywhere0123456789a";

    private static final int LINES = 191_003;

    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    @BeforeEach
    void listen() {
        logged.start();
        root.addAppender(logged);
    }

    @AfterEach
    void stop() {
        root.detachAppender(logged);
    }

    @Test
    void aKeyInAnAddressIsNeitherLoggedNorMeasuredNorNamedInAProblem() {
        List<Call> calls = new ArrayList<>();
        for (String path : List.of("/api/v1/links", "/api/v1/me", "/nosuchlink", "/p/nosuchpaste", "/no/such/route")) {
            calls.add(FIRST.call("GET", path + "?key=" + SECRET).header("X-Forwarded-For", "203.0.113.7"));
            calls.add(FIRST.call("POST", path + "?api_key=" + SECRET).json("{"));
        }
        calls.add(FIRST.call("GET", "/" + SECRET));
        calls.add(FIRST.call("GET", "/no/such/" + SECRET));
        calls.add(FIRST.call("GET", "/api/v1/me").header("Authorization", "Bearer " + SECRET));
        calls.add(FIRST.call("GET", "/api/v1/me").header("Authorization", "Basic " + SECRET));
        for (Call call : calls) {
            Answer answer = call.send();
            assertThat(answer.status()).as("%s %s", call.method(), call.path()).isBetween(200, 499);
            assertThat(answer.text()).as("%s %s", call.method(), call.path()).doesNotContain(SECRET);
        }
        assertThat(texts()).noneMatch(text -> text.contains(SECRET));
        assertThat(metrics()).contains("http_server_requests").doesNotContain(SECRET);
    }

    /** The framework would log the address of an answer that it must break off. */
    @Test
    void theAddressOfAnAnswerThatBreaksOffIsNotLogged() throws IOException {
        String key = FIRST.call("POST", "/api/v1/pastes")
                .body("text/plain", "a line\n".repeat(LINES))
                .header("Accept", "application/json")
                .as("alice")
                .send()
                .json()
                .get("key")
                .stringValue();
        damageIt();
        assertThatThrownBy(
                () -> FIRST.call("GET", "/p/" + key + "/raw?key=" + SECRET).send());
        await().atMost(Duration.ofSeconds(5)).until(() -> texts().anyMatch(text -> text.contains("cut off")));
        assertThat(texts()).noneMatch(text -> text.contains(SECRET));
    }

    /** The object is known by its size, which no other test's has. */
    private static void damageIt() throws IOException {
        Path file;
        try (Stream<Path> files = Files.walk(Gateways.BLOBS)) {
            file = files.filter(Files::isRegularFile)
                    .filter(path -> path.toFile().length() - 7L * LINES >= 0
                            && path.toFile().length() < 7L * LINES + 4_096)
                    .findFirst()
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(file);
        bytes[1_000_000] ^= 1;
        Files.write(file, bytes);
    }

    private Stream<String> texts() {
        return List.copyOf(logged.list).stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
                .map(event -> event.getFormattedMessage()
                        + (event.getThrowableProxy() == null
                                ? ""
                                : ThrowableProxyUtil.asString(event.getThrowableProxy())));
    }

    private static String metrics() {
        return new Call(
                        FIRST.port("management"),
                        "GET",
                        "/actuator/prometheus",
                        List.of(),
                        java.net.http.HttpRequest.BodyPublishers.noBody())
                .send()
                .text();
    }
}
