package io.millrace.gateway.pastes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.contracts.links.LinkKey;
import io.millrace.gateway.links.Gateways;
import io.millrace.gateway.links.Gateways.Answer;
import io.millrace.gateway.links.Gateways.Gateway;
import io.millrace.infra.S3Server;
import io.millrace.infra.local.LocalS3;
import io.millrace.infra.local.RuntimeListener;
import io.millrace.storage.pastes.PasteReads;
import io.millrace.storage.pastes.PasteRevisions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway whose S3 server is stopped and started again. */
class ObjectStoreAwayTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String LONG = "0123456789abcdef".repeat(20_000);
    private static final String HUGE = "0123456789abcdef".repeat(400_000);

    @TempDir
    private static Path home;

    private static LocalS3 s3;
    private static Gateway gateway;

    @BeforeAll
    static void start() throws InterruptedException {
        s3 = LocalS3.start(home, RuntimeListener.SILENT);
        gateway = gateway();
    }

    private static Gateway gateway() {
        S3Server server = s3.server();
        return Gateways.start(Map.of(
                "millrace.blobs.store",
                "s3",
                "millrace.blobs.endpoint",
                server.endpoint().toString(),
                "millrace.blobs.bucket",
                server.bucket(),
                "millrace.blobs.access-key",
                String.valueOf(server.accessKey()),
                "millrace.blobs.secret-key",
                String.valueOf(server.secretKey())));
    }

    @AfterAll
    static void stop() {
        s3.close();
    }

    @Test
    void longTextsWaitForTheStoreAndAllElseGoesOn() throws Exception {
        String before = key(paste("/p", LONG));
        String toBurn = key(paste("/p?burn=true", LONG));
        s3.close();

        for (String text : new String[] {LONG, HUGE}) {
            assertUnavailable(paste("/p?alias=kept-out", text));
        }
        LinkKey keptOut = new LinkKey("kept-out");
        assertThat(gateway.call("GET", "/api/v1/pastes/kept-out").send().status())
                .isEqualTo(404);
        assertThat(gateway.bean(PasteReads.class).find(keptOut).block(SOON)).isNull();
        assertThat(gateway.bean(PasteRevisions.class).find(keptOut, 1).block(SOON))
                .isNull();
        assertThat(key(paste("/p?alias=kept-out", "short")))
                .as("the refusal has left the alias to who asks next")
                .isEqualTo("kept-out");

        assertUnavailable(gateway.call("GET", "/p/" + before + "/raw").send());
        Answer part = gateway.call("GET", "/p/" + before + "/raw")
                .header("Range", "bytes=10-19")
                .send();
        assertUnavailable(part);
        assertThat(part.header("Content-Range")).isEmpty();
        assertUnavailable(gateway.call("GET", "/documents/" + before).send());
        assertUnavailable(gateway.call("POST", "/p/" + toBurn + "/burn").send());
        assertUnavailable(gateway.call("PUT", "/api/v1/pastes/" + before)
                .as("alice")
                .body("text/plain", LONG + "more")
                .send());
        assertThat(gateway.call("GET", "/api/v1/pastes/" + before).send().status())
                .as("what is known of it without its text")
                .isEqualTo(200);
        String link = gateway.call("POST", "/api/v1/links")
                .as("alice")
                .json("{'target':'https://example.com/goes-on'}")
                .send()
                .json()
                .get("key")
                .stringValue();
        assertThat(gateway.call("GET", "/" + link).send().status()).isEqualTo(302);

        Gateway started = gateway();
        assertThat(started.call("GET", "/p/kept-out/raw").send().text())
                .as("a gateway starts without it")
                .isEqualTo("short");

        s3 = LocalS3.start(home, RuntimeListener.SILENT);
        await().atMost(SOON)
                .until(() -> gateway.call("GET", "/p/" + before + "/raw").send().status() == 200);
        assertThat(gateway.call("GET", "/p/" + before + "/raw").send().text()).isEqualTo(LONG);
        assertThat(gateway.call("POST", "/p/" + toBurn + "/burn").send().text())
                .as("nothing was burnt that could not be read")
                .isEqualTo(LONG);
        assertThat(gateway.call("POST", "/p/" + toBurn + "/burn").send().status())
                .isEqualTo(410);
        assertThat(gateway.call("GET", "/p/" + key(paste("/p", HUGE)) + "/raw")
                        .send()
                        .text())
                .isEqualTo(HUGE);
    }

    private static Answer paste(String path, String text) {
        return gateway.call("POST", path).as("alice").body("text/plain", text).send();
    }

    private static void assertUnavailable(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(503);
        assertThat(answer.problem()).isEqualTo("unavailable");
        assertThat(answer.header("Retry-After")).isNotEmpty();
        assertThat(answer.header("ETag"))
                .as("no validator of a text that was not sent")
                .isEmpty();
    }

    private static String key(Answer made) {
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made.text().strip().substring((Gateways.PUBLIC_URL + "/p/").length());
    }
}
