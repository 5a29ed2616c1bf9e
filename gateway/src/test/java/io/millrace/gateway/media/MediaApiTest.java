package io.millrace.gateway.media;

import static io.millrace.gateway.links.Gateways.FIRST;
import static io.millrace.gateway.links.Gateways.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.gateway.links.Gateways.Answer;
import io.millrace.gateway.links.Gateways.Call;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The interface of photos and videos over HTTP, on two gateways; what ingest does is done by the test. */
class MediaApiTest {
    private static final String MEDIA = "/api/v1/media";

    @Test
    void aPhotoIsToldByItsBytesAndKeptAsItCame() {
        byte[] photo = Photos.jpeg(64, 48);
        Answer made =
                FIRST.call("POST", MEDIA).as("alice").bytes("text/plain", photo).send();
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.json().get("kind").stringValue()).isEqualTo("image/jpeg");
        assertThat(made.json().get("state").stringValue()).isEqualTo("uploaded");
        assertThat(made.json().get("size").longValue()).isEqualTo(photo.length);
        String id = made.json().get("id").stringValue();
        Answer original =
                FIRST.call("GET", "/media/" + id + "/original").as("alice").send();
        assertThat(original.response().body()).isEqualTo(photo);
        assertThat(original.header("Content-Type")).isEqualTo("image/jpeg");
        assertThat(original.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(original.header("Content-Security-Policy")).contains("sandbox");
        assertThat(original.header("Cache-Control")).isEqualTo("private, no-cache");
        assertThat(FIRST.call("GET", "/media/" + id + "/original")
                        .as("alice")
                        .header("If-None-Match", original.header("ETag"))
                        .send()
                        .status())
                .isEqualTo(304);
        assertThat(FIRST.call("GET", "/media/" + id + "/640").as("alice").send().status())
                .isEqualTo(404);
    }

    @Test
    void aFormMayCarryThePhoto() {
        byte[] head = ("--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"evil.html\"\r\n"
                        + "Content-Type: text/html\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] tail = "\r\n--x--\r\n".getBytes(StandardCharsets.US_ASCII);
        Answer made = FIRST.call("POST", MEDIA)
                .as("alice")
                .bytes("multipart/form-data; boundary=x", Photos.joined(head, Photos.png(8, 8), tail))
                .send();
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.json().get("kind").stringValue()).isEqualTo("image/png");
    }

    static Stream<byte[]> unwanted() {
        return Stream.of(
                "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.US_ASCII),
                "\0\0\0\u0018ftypheic".getBytes(StandardCharsets.ISO_8859_1),
                Photos.joined(new byte[] {'B', 'M'}, new byte[60]),
                Photos.enormousPng(),
                Photos.enormousJpeg(),
                Arrays.copyOf(Photos.jpeg(8, 8), 30));
    }

    @ParameterizedTest
    @MethodSource("unwanted")
    void whatIsNoPhotoOrTooLargeAPictureIsRefusedWithTheReason(byte[] file) {
        Answer refused =
                FIRST.call("POST", MEDIA).as("alice").bytes("image/jpeg", file).send();
        assertThat(refused.problem()).isEqualTo("unsupported-media-type");
        assertThat(refused.json().get("detail").stringValue()).hasSizeGreaterThan(30);
    }

    @Test
    void anEmptyFileIsRefused() {
        assertThat(FIRST.call("POST", MEDIA)
                        .as("alice")
                        .bytes("image/jpeg", new byte[0])
                        .send()
                        .problem())
                .isEqualTo("invalid-field");
    }

    @Test
    void aPhotoIsRefusedAtTheFirstByteThatIsTooManyAndAVideoIsNot() {
        byte[] large = new byte[50_000_001];
        byte[] photo = Photos.jpeg(8, 8);
        System.arraycopy(photo, 0, large, 0, photo.length);
        assertThat(FIRST.call("POST", MEDIA)
                        .as("alice")
                        .bytes("image/jpeg", large)
                        .send()
                        .problem())
                .isEqualTo("body-too-large");
        byte[] head = "\0\0\0\u0018ftypisom\0\0\2\0isomiso2".getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(head, 0, large, 0, head.length);
        JsonNode video = FIRST.call("POST", MEDIA)
                .as("alice")
                .bytes("application/octet-stream", large)
                .send()
                .json();
        assertThat(video.get("kind").stringValue()).isEqualTo("video/mp4");
        assertThat(video.get("state").stringValue()).isEqualTo("ready");
        Answer part = FIRST.call("GET", "/media/" + video.get("id").stringValue() + "/video")
                .as("alice")
                .header("Range", "bytes=4-11")
                .send();
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.text()).isEqualTo("ftypisom");
        assertThat(part.header("Content-Range")).isEqualTo("bytes 4-11/50000001");
    }

    @Test
    void aPublicPostsPhotoIsForEveryoneAndForEver() {
        String id = Posted.rendered("alice", "public");
        Answer shown = nobody("GET", "/media/" + id + "/640").send();
        assertThat(shown.status()).as(shown.text()).isEqualTo(200);
        assertThat(shown.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(shown.header("Content-Type")).isEqualTo("image/jpeg");
        assertThat(shown.header("Cross-Origin-Resource-Policy")).isEqualTo("cross-origin");
        assertThat(shown.header("Content-Security-Policy")).contains("sandbox");
        Answer head = nobody("HEAD", "/media/" + id + "/640").send();
        assertThat(head.header("ETag")).isEqualTo(shown.header("ETag"));
        assertThat(nobody("GET", "/media/" + id + "/640")
                        .header("If-None-Match", shown.header("ETag"))
                        .send()
                        .status())
                .isEqualTo(304);
        assertThat(nobody("GET", "/media/" + id + "/original").send().status()).isEqualTo(404);
        assertThat(FIRST.call("GET", "/media/" + id + "/original")
                        .as("stranger")
                        .send()
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"private", "followers"})
    void otherPostsPhotosAreForWhomThePostIs(String visibility) {
        String id = Posted.rendered("alice", visibility);
        String path = "/media/" + id + "/square";
        assertThat(nobody("GET", path).send().status()).isEqualTo(404);
        assertThat(FIRST.call("GET", path).as("stranger").send().status()).isEqualTo(404);
        Answer own = FIRST.call("GET", path).as("alice").send();
        assertThat(own.status()).isEqualTo(200);
        assertThat(own.header("Cache-Control")).isEqualTo("private, no-cache");
        assertThat(FIRST.call("GET", path).as("chief").send().status()).isEqualTo(200);
    }

    @Test
    void whatIsOnNoPostIsForItsOwnerOnly() {
        String id = Posted.rendered("alice", null);
        String path = "/media/" + id + "/1080";
        assertThat(nobody("GET", path).send().text()).isEqualTo(unknown("/media/1/1080"));
        assertThat(FIRST.call("GET", path).as("bob").send().status()).isEqualTo(404);
        assertThat(FIRST.call("GET", path).as("alice").send().status()).isEqualTo(200);
    }

    private static String unknown(String path) {
        return nobody("GET", path).send().text();
    }

    @Test
    void aPhotoIsOnOnePostAndGoesWithIt() {
        String id = Posted.rendered("alice", "public");
        assertThat(post("alice", id).problem()).isEqualTo("invalid-field");
        assertThat(FIRST.call("DELETE", MEDIA + "/" + id).as("alice").send().problem())
                .isEqualTo("media-on-post");
    }

    @Test
    void whatIsDeletedIsGoneOnEveryGatewayAndNoPostCanTakeIt() {
        String id = Posted.uploaded("alice");
        assertThat(FIRST.call("DELETE", MEDIA + "/" + id).as("bob").send().status())
                .isEqualTo(404);
        assertThat(FIRST.call("DELETE", MEDIA + "/" + id).as("alice").send().status())
                .isEqualTo(204);
        assertThat(FIRST.call("GET", MEDIA + "/" + id).as("alice").send().status())
                .isEqualTo(404);
        await().until(() -> SECOND.call("GET", MEDIA + "/" + id).as("alice").status() == 404);
        assertThat(post("alice", id).problem()).isEqualTo("invalid-field");
    }

    @Test
    void nobodyPostsWhatIsNotTheirs() {
        assertThat(post("bob", Posted.uploaded("alice")).problem()).isEqualTo("invalid-field");
    }

    @Test
    void theExportTellsOfEveryPhoto() {
        String id = Posted.rendered("lister", null);
        await().untilAsserted(() -> assertThat(FIRST.call("GET", "/api/v1/me/export")
                        .as("lister")
                        .send()
                        .text())
                .contains("{\"type\":\"media\",\"id\":\"" + id + "\""));
    }

    private static Answer post(String owner, String media) {
        return FIRST.call("POST", "/api/v1/posts")
                .as(owner)
                .json("{'text':'x','media':['" + media + "'],'visibility':'public'}")
                .send();
    }

    private static Call nobody(String method, String path) {
        return FIRST.call(method, path).header("X-Forwarded-For", "203.0.113.9");
    }
}
