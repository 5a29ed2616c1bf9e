package io.millrace.gateway.pastes;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contracts.links.LinkKey;
import io.millrace.contracts.pastes.PasteText;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemHandler;
import io.millrace.gateway.web.ProblemType;
import io.millrace.storage.blobs.BlobStore;
import io.millrace.storage.blobs.StoredBlob;
import io.millrace.storage.blobs.directory.DirectoryBlobStore;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class TextIntakeTest {
    private static final LinkKey KEY = new LinkKey("Ab3dE9x");
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int PIECE = 10_000;

    @TempDir
    Path directory;

    private BlobStore blobs;
    private TextIntake intake;

    @BeforeEach
    void open() {
        blobs = new DirectoryBlobStore(directory, 2);
        intake = new TextIntake(blobs);
    }

    @AfterEach
    void close() {
        blobs.close();
    }

    @Test
    void upTo16KiBStayInlineAndOneByteMoreIsStored() {
        PasteText shortText = take(ascii(PasteText.MAX_INLINE_SIZE));
        assertThat(shortText.inline()).hasSize(PasteText.MAX_INLINE_SIZE);
        assertThat(shortText.size()).isEqualTo(PasteText.MAX_INLINE_SIZE);
        PasteText longText = take(ascii(PasteText.MAX_INLINE_SIZE + 1));
        assertThat(longText.inline()).isNull();
        assertThat(longText.blob().key().value()).matches("pastes/Ab3dE9x/3-[0-9a-f]{16}");
        assertThat(stored(longText)).isEqualTo(ascii(PasteText.MAX_INLINE_SIZE + 1));
    }

    @Test
    void aTextOfTenMillionBytesIsStoredAsItIs() {
        byte[] text = ascii((int) PasteText.MAX_SIZE);
        assertThat(stored(take(text))).isEqualTo(text);
    }

    @Test
    void aLongerTextIsRefusedAtItsFirstByteTooMany() {
        AtomicLong asked = new AtomicLong();
        Flux<DataBuffer> endless = Flux.<DataBuffer>generate(sink -> {
            asked.addAndGet(PIECE);
            sink.next(DefaultDataBufferFactory.sharedInstance.wrap(ascii(PIECE)));
        });
        StepVerifier.create(intake.take(KEY, 1, endless))
                .expectErrorSatisfies(
                        error -> assertThat(((Problem) error).type()).isEqualTo(ProblemType.BODY_TOO_LARGE))
                .verify(LIMIT);
        assertThat(asked.get()).isBetween(PasteText.MAX_SIZE + 1, PasteText.MAX_SIZE + 2L * PIECE);
        assertThat(objects()).isZero();
    }

    @Test
    void whatIsNoTextIsRefusedWhereverItStopsBeingOneAndNothingIsStored() {
        for (int at : new int[] {0, 5, PasteText.MAX_INLINE_SIZE + 7, 900_000}) {
            byte[] text = ascii(1_000_000);
            text[at] = (byte) 0xff;
            refused(text, "byte " + at + " is not UTF-8");
        }
        byte[] cut = ascii(100_000);
        cut[cut.length - 1] = (byte) 0xc3;
        refused(cut, "the last character is cut off after byte 99999");
        assertThat(objects()).isZero();
    }

    @Test
    void aTextWithoutBytesIsNone() {
        StepVerifier.create(intake.take(KEY, 1, Flux.empty()))
                .expectErrorSatisfies(
                        error -> assertThat(((Problem) error).type()).isEqualTo(ProblemType.INVALID_FIELD))
                .verify(LIMIT);
    }

    @Test
    void whileTheObjectStoreIsAwayLongTextsAreRefusedAndShortOnesAreTaken() throws Exception {
        Path away = directory.resolve("away");
        try (BlobStore broken = new DirectoryBlobStore(away, 1)) {
            Files.delete(away.resolve("drafts"));
            Files.writeString(away.resolve("drafts"), "no directory any more");
            TextIntake withoutStore = new TextIntake(broken);
            assertThat(withoutStore
                            .take(KEY, 1, Uploads.of("short"))
                            .block(LIMIT)
                            .inline())
                    .isEqualTo("short");
            StepVerifier.create(withoutStore.take(KEY, 1, Uploads.of("x".repeat(100_000))))
                    .expectErrorSatisfies(error -> {
                        Problem problem = ProblemHandler.problem(error);
                        assertThat(problem.type()).isEqualTo(ProblemType.UNAVAILABLE);
                        assertThat(problem.headers()).containsKey("Retry-After");
                    })
                    .verify(LIMIT);
        }
    }

    @Test
    void charactersMayBeCutBetweenPieces() {
        byte[] text = String.join("", Collections.nCopies(20_000, "é€😀")).getBytes(StandardCharsets.UTF_8);
        Flux<DataBuffer> bytes = Flux.range(0, (text.length + 6) / 7)
                .map(i -> DefaultDataBufferFactory.sharedInstance.wrap(
                        Arrays.copyOfRange(text, i * 7, Math.min(text.length, i * 7 + 7))));
        assertThat(stored(intake.take(KEY, 1, bytes).block(LIMIT))).isEqualTo(text);
    }

    private void refused(byte[] text, String why) {
        StepVerifier.create(intake.take(KEY, 1, Uploads.of(ByteBuffer.wrap(text))))
                .expectErrorSatisfies(error -> {
                    assertThat(((Problem) error).type()).isEqualTo(ProblemType.UNSUPPORTED_MEDIA_TYPE);
                    assertThat(error).hasMessage("Only text in UTF-8 is taken: " + why);
                })
                .verify(LIMIT);
    }

    private PasteText take(byte[] text) {
        return intake.take(KEY, 3, Uploads.of(ByteBuffer.wrap(text))).block(LIMIT);
    }

    private byte[] stored(PasteText text) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        new RawText(blobs)
                .all(text)
                .doOnNext(bytes -> {
                    byte[] some = new byte[bytes.remaining()];
                    bytes.get(some);
                    all.writeBytes(some);
                })
                .blockLast(LIMIT);
        return all.toByteArray();
    }

    private long objects() {
        return blobs.list("").map(StoredBlob::key).count().block(LIMIT);
    }

    private static byte[] ascii(int size) {
        byte[] text = new byte[size];
        for (int i = 0; i < size; i++) {
            text[i] = (byte) ('a' + i % 26);
        }
        return text;
    }
}
