package io.millrace.gateway.media;

import static io.millrace.gateway.links.Gateways.FIRST;
import static io.millrace.gateway.links.Gateways.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contracts.blobs.BlobKey;
import io.millrace.gateway.links.Gateways;
import io.millrace.gateway.links.Gateways.Answer;
import io.millrace.gateway.links.Gateways.Call;
import io.millrace.storage.blobs.BlobStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Files that come in pieces, to whichever gateway, as tus has it. */
class ResumableUploadsTest {
    private static final String UPLOADS = "/api/v1/media/uploads";
    private static final String PIECE = "application/offset+octet-stream";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Test
    void aServerSaysWhatItSpeaks() {
        Answer options = tus(FIRST, "OPTIONS", UPLOADS).send();
        assertThat(options.status()).isEqualTo(204);
        assertThat(options.header("Tus-Version")).isEqualTo("1.0.0");
        assertThat(options.header("Tus-Extension")).contains("creation", "expiration", "termination");
        assertThat(options.header("Tus-Max-Size")).isEqualTo("1000000000");
        Answer old = FIRST.call("POST", UPLOADS)
                .as("alice")
                .header("Upload-Length", "10")
                .send();
        assertThat(old.status()).isEqualTo(412);
        assertThat(old.header("Tus-Version")).isEqualTo("1.0.0");
    }

    @Test
    void piecesOfAnyLengthToAnyGatewayBecomeTheFile() {
        byte[] video = video(20_000_003);
        String path = begun(video.length);
        Random random = new Random(7);
        int sent = 0;
        Answer last = null;
        while (sent < video.length) {
            int next = Math.min(video.length, sent + 1 + random.nextInt(9_000_000));
            Gateways.Gateway gateway = random.nextBoolean() ? FIRST : SECOND;
            last = piece(gateway, path, sent, Arrays.copyOfRange(video, sent, next))
                    .send();
            assertThat(last.status()).as(last.text()).isEqualTo(204);
            assertThat(last.header("Upload-Offset")).isEqualTo(String.valueOf(next));
            assertThat(offset(FIRST, path)).isEqualTo(next);
            sent = next;
        }
        String media = last.header("Content-Location").replaceAll(".*/", "");
        Answer whole =
                FIRST.call("GET", "/media/" + media + "/original").as("alice").send();
        assertThat(whole.response().body()).isEqualTo(video);
        assertThat(pieces(path)).as("pieces that are left").isEmpty();
        // Whoever did not hear the answer asks again, and is told the same.
        Answer again = piece(FIRST, path, sent, new byte[0]).send();
        assertThat(again.header("Content-Location")).endsWith(media);
    }

    @Test
    void anotherOffsetIsRefusedWithTheOneWhereTheFileGoesOn() {
        String path = begun(100);
        assertThat(piece(FIRST, path, 0, Arrays.copyOf(Photos.jpeg(40, 40), 40))
                        .send()
                        .status())
                .isEqualTo(204);
        for (long wrong : new long[] {0, 39, 41}) {
            Answer refused = piece(FIRST, path, wrong, new byte[3]).send();
            assertThat(refused.problem()).isEqualTo("upload-offset");
            assertThat(refused.header("Upload-Offset")).isEqualTo("40");
        }
    }

    @Test
    void moreThanWasAnnouncedIsRefused() {
        String path = begun(50);
        assertThat(piece(FIRST, path, 0, Arrays.copyOf(Photos.jpeg(40, 40), 51))
                        .send()
                        .problem())
                .isEqualTo("body-too-large");
        assertThat(offset(FIRST, path)).isZero();
        assertThat(tus(FIRST, "POST", UPLOADS)
                        .header("Upload-Length", "1000000001")
                        .send()
                        .problem())
                .isEqualTo("body-too-large");
    }

    @Test
    void whatIsNoPhotoIsRefusedWithItsFirstPiece() {
        String path = begun(1_000);
        byte[] page = "<html>".repeat(50).getBytes(StandardCharsets.US_ASCII);
        assertThat(piece(FIRST, path, 0, page).send().problem()).isEqualTo("unsupported-media-type");
    }

    @Test
    void anUploadIsItsOwnersAloneAndCanBeTakenBack() {
        String path = begun(100);
        piece(FIRST, path, 0, Arrays.copyOf(Photos.jpeg(40, 40), 40)).send();
        assertThat(FIRST.call("HEAD", path)
                        .as("bob")
                        .header("Tus-Resumable", "1.0.0")
                        .send()
                        .status())
                .isEqualTo(404);
        assertThat(tus(FIRST, "DELETE", path).send().status()).isEqualTo(204);
        assertThat(tus(SECOND, "HEAD", path).send().status()).isEqualTo(404);
        assertThat(pieces(path)).isEmpty();
    }

    private static String begun(long length) {
        Answer begun = tus(FIRST, "POST", UPLOADS)
                .header("Upload-Length", String.valueOf(length))
                .send();
        assertThat(begun.status()).as(begun.text()).isEqualTo(201);
        assertThat(begun.header("Upload-Expires")).endsWith("GMT");
        return begun.header("Location").replace(Gateways.PUBLIC_URL, "");
    }

    private static long offset(Gateways.Gateway gateway, String path) {
        return Long.parseLong(tus(gateway, "HEAD", path).send().header("Upload-Offset"));
    }

    private static Call piece(Gateways.Gateway gateway, String path, long offset, byte[] bytes) {
        return tus(gateway, "PATCH", path)
                .header("Upload-Offset", String.valueOf(offset))
                .bytes(PIECE, bytes);
    }

    private static Call tus(Gateways.Gateway gateway, String method, String path) {
        return gateway.call(method, path).as("alice").header("Tus-Resumable", "1.0.0");
    }

    private static List<BlobKey> pieces(String path) {
        return FIRST.bean(BlobStore.class)
                .list("uploads/" + path.replaceAll(".*/", ""))
                .map(blob -> blob.key())
                .collectList()
                .block(LIMIT);
    }

    private static byte[] video(int length) {
        byte[] video = new byte[length];
        new Random(3).nextBytes(video);
        byte[] head = "\0\0\0\u0018ftypisom".getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(head, 0, video, 0, head.length);
        return video;
    }
}
