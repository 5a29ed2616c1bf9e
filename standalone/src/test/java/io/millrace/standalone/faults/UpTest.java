package io.millrace.standalone.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.infra.testing.Signals;
import io.millrace.standalone.Millrace;
import io.millrace.standalone.testing.Client;
import io.millrace.standalone.testing.FreePort;
import io.millrace.standalone.testing.Telemetry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./millrace up} as a process of its own, from the first start to the last. */
@Tag("faults")
class UpTest {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    /** Those who count find their own group as it was when they were killed, and wait for it to give them up. */
    private static final Duration COUNTED_WITHIN = Duration.ofSeconds(60);

    private static final Duration END_LIMIT = Duration.ofSeconds(40);

    private final int port = FreePort.find();
    private final Client client = new Client(port);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    private JavaProcess up;

    @BeforeEach
    void start() {
        up = start("up", port);
        awaitReady();
    }

    @AfterEach
    void stop() {
        up.close();
    }

    @Test
    void ctrlCStopsEverythingAndTheNextStartFindsEverythingAgain() {
        String key = client.create("{\"target\":\"https://example.com/kept\"}");
        assertThat(client.visit(key)).isEqualTo(302);
        List<ProcessHandle> engines = up.handle().descendants().toList();
        assertThat(engines).as("a broker and a node").hasSizeGreaterThanOrEqualTo(2);
        assertThat(up.output()).contains("Kafka", "Cassandra", "Services", "/dashboard");

        JavaProcess second = start("second", FreePort.find());
        assertThat(second.await()).isEqualTo(1);
        assertThat(second.output())
                .contains(
                        "Millrace is already running on",
                        Long.toString(up.handle().pid()))
                .doesNotContain("\tat ");

        Signals.interrupt(up.handle());
        assertThat(up.await()).isZero();
        assertThat(engines).noneMatch(ProcessHandle::isAlive);
        assertThat(up.output()).contains("Stopping").endsWith("Stopped.\n").doesNotContain("\tat ", "ERROR");

        startAgainAndFind(key);
    }

    @Test
    void theFirstAdminsPasswordIsToldAtTheTerminalAndNotInTheLog() throws Exception {
        await().atMost(COUNTED_WITHIN).until(() -> up.output().contains("one-time password"));
        List<String> told = Pattern.compile("one-time password (\\S+)")
                .matcher(up.output())
                .results()
                .map(result -> result.group(1))
                .toList();
        assertThat(told).hasSize(1);
        String signIn = "{\"userName\":\"admin\",\"password\":\"" + told.get(0) + "\"}";
        assertThat(client.post("/api/v1/sessions", "application/json", signIn).statusCode())
                .isEqualTo(201);
        assertThat(Files.readString(directory.resolve("home/logs/millrace.log")))
                .doesNotContain(told.get(0));
    }

    @Test
    void noEngineOutlivesAKilledParentAndNothingThatWasAnsweredIsLost() {
        String key = client.create("{\"target\":\"https://example.com/kept\"}");
        assertThat(client.visit(key)).isEqualTo(302);
        List<ProcessHandle> engines = up.handle().descendants().toList();

        up.kill();
        await().atMost(END_LIMIT).until(() -> engines.stream().noneMatch(ProcessHandle::isAlive));

        startAgainAndFind(key);
    }

    /** The link, and one visit of it from before. */
    private void startAgainAndFind(String key) {
        up.restart();
        awaitReady();
        assertThat(client.visit(key)).isEqualTo(302);
        await().atMost(COUNTED_WITHIN)
                .untilAsserted(
                        () -> assertThat(Telemetry.ofLink(client, key).total()).isEqualTo(2));
    }

    private JavaProcess start(String name, int on) {
        return JavaProcess.start(
                directory,
                name,
                "512m",
                Millrace.class,
                List.of("up", "--port=" + on, "--home=" + directory.resolve("home")));
    }

    private void awaitReady() {
        await().atMost(START_LIMIT).until(() -> {
            if (!up.isAlive()) {
                throw new IllegalStateException("Millrace has ended: " + up.output());
            }
            return client.isUp();
        });
        await().atMost(Duration.ofSeconds(10))
                .until(() -> up.output().contains("Millrace is ready at http://localhost:" + port));
    }
}
