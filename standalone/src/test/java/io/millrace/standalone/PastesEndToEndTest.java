package io.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.standalone.testing.Client;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person with curl sees, with every part real. */
class PastesEndToEndTest {
    private static final Duration SEEN_WITHIN = Duration.ofSeconds(5);
    private static final String TEXT = "a=1&b=%20\n<script>é€😀</script>\n";
    private static House house;
    private static Client client;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() {
        house = House.shared();
        client = house.client();
    }

    @Test
    void curlPastesInAllItsStylesAndReadsBackWhatItSent() throws Exception {
        Path file = Files.writeString(directory.resolve("note.txt"), TEXT);
        String url = "http://localhost:" + house.port();
        List<List<String>> styles = List.of(
                List.of("--data-binary", "@" + file, url + "/p"),
                List.of("-F", "f=@" + file, url + "/p"),
                List.of("-H", "Content-Type: text/plain", "--data-binary", "@" + file, url + "/api/v1/pastes"),
                List.of("-T", file.toString(), "-X", "POST", url + "/p"));
        for (List<String> style : styles) {
            String address = curl(style);
            assertThat(address).as("%s", style).matches(url + "/p/[0-9A-Za-z]{7}\n");
            assertThat(curl(List.of(address.strip()))).isEqualTo(TEXT);
            assertThat(curl(List.of(address.strip() + "/raw"))).isEqualTo(TEXT);
        }
        String json = curl(List.of(
                "-H",
                "Content-Type: application/json",
                "--data",
                "{\"text\":\"t\",\"name\":\"n\"}",
                url + "/api/v1/pastes"));
        assertThat(json).contains("\"name\":\"n\"").contains("\"deleteToken\":\"");
        String key = curl(List.of("--data-binary", "@" + file, url + "/documents"))
                .replaceFirst(".*\"key\":\"", "")
                .replaceFirst("\".*", "");
        assertThat(curl(List.of(url + "/raw/" + key))).isEqualTo(TEXT);
    }

    @Test
    void aReadIsToldByTheTelemetryOfItsPasteWithinFiveSeconds() {
        String key = paste("counted");
        client.get("/p/" + key + "/raw", "User-Agent", "Mozilla/5.0 Firefox/140.0");
        client.get("/raw/" + key);
        client.get("/p/" + key, "Accept", "text/html");
        client.head("/p/" + key + "/raw");
        await().atMost(SEEN_WITHIN).untilAsserted(() -> assertThat(client.json("/api/v1/pastes/" + key + "/telemetry")
                        .get("total")
                        .intValue())
                .isEqualTo(2));
        assertThat(client.get("/api/v1/pastes/" + key + "/telemetry", House.ADA).statusCode())
                .as("nobody else sees it")
                .isEqualTo(404);
        assertThat(client.get("/api/v1/links/" + key + "/telemetry").statusCode())
                .as("it is no link")
                .isEqualTo(404);
    }

    @Test
    void pastesOutliveARestart() {
        String shortKey = paste("short");
        String longText = "0123456789abcdef".repeat(10_000);
        String longKey = paste(longText);
        house.restart();
        assertThat(client.get("/p/" + shortKey + "/raw").body()).isEqualTo("short");
        assertThat(client.get("/p/" + longKey + "/raw").body()).isEqualTo(longText);
    }

    @Test
    void theBytesOfADeletedPasteAreRemoved() throws Exception {
        String key = paste("0123456789abcdef".repeat(10_000));
        assertThat(objectsOf(key)).isEqualTo(1);
        assertThat(client.delete("/api/v1/pastes/" + key).statusCode()).isEqualTo(204);
        assertThat(client.get("/p/" + key + "/raw").statusCode()).isEqualTo(410);
        await().atMost(Duration.ofSeconds(10)).until(() -> objectsOf(key) == 0);
    }

    private static long objectsOf(String key) {
        return house.bean(io.millrace.storage.blobs.BlobStore.class)
                .list("pastes/" + key + "/")
                .count()
                .block(SEEN_WITHIN);
    }

    private static String paste(String text) {
        HttpResponse<String> made = client.post("/p", "text/plain", text);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return made.body().strip().replaceFirst(".*/p/", "");
    }

    private static String curl(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("curl", "--silent", "--show-error", "--fail-with-body"));
        command.addAll(arguments);
        Process curl = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(curl.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return output;
    }
}
