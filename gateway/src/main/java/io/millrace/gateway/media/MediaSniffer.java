package io.millrace.gateway.media;

import io.millrace.contracts.posts.MediaKind;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a file is by its bytes while they pass, and how large its picture is, before anything is decoded; refuses it at the
 * first byte that is too many. Whatever the file is called, and whatever the client says it is, is not asked.
 */
final class MediaSniffer {
    static final long MAX_PHOTO = 50_000_000;
    static final long MAX_VIDEO = 1_000_000_000;
    private static final long MAX_PIXELS = 100_000_000;
    /** So much tells every kind, and the size of every picture but a JPEG. */
    private static final int HEAD = 32;

    private final byte[] head = new byte[HEAD];
    private int held;
    private long size;
    private @Nullable MediaKind kind;
    private final JpegSize jpeg = new JpegSize();

    /**
     * Looks at the bytes that come next.
     *
     * @throws Problem {@code unsupported-media-type}, {@code body-too-large}
     */
    void update(ByteBuffer bytes) {
        size += bytes.remaining();
        while (held < HEAD && bytes.hasRemaining()) {
            head[held++] = bytes.get();
            if (held == HEAD) {
                tell();
                jpeg.update(ByteBuffer.wrap(head));
            }
        }
        if (size > (kind != null && !kind.isPhoto() ? MAX_VIDEO : MAX_PHOTO)) {
            throw tooLarge();
        }
        if (kind == MediaKind.JPEG && !jpeg.isKnown()) {
            jpeg.update(bytes);
            check(jpeg.width(), jpeg.height());
        }
    }

    /**
     * There is no more.
     *
     * @return what the file is
     */
    MediaKind end() {
        if (size == 0) {
            throw Problem.ofField(ProblemType.INVALID_FIELD, "file", "The file is empty");
        }
        if (kind == null) {
            tell();
            jpeg.update(ByteBuffer.wrap(head, 0, held));
        }
        if (kind == MediaKind.JPEG && !jpeg.isKnown()) {
            throw refused("it begins as a JPEG and has no picture in it");
        }
        return Objects.requireNonNull(kind);
    }

    static Problem tooLarge() {
        return Problem.of(
                ProblemType.BODY_TOO_LARGE,
                "A photo has at most " + MAX_PHOTO / 1_000_000 + " MB and a video " + MAX_VIDEO / 1_000_000 + " MB");
    }

    private static Problem refused(String why) {
        return Problem.of(
                ProblemType.UNSUPPORTED_MEDIA_TYPE,
                "Only JPEG, PNG, WebP and GIF photos and MP4 and WebM videos are taken, told by their bytes: " + why);
    }

    private void tell() {
        if (has(0, "\u00ff\u00d8\u00ff")) {
            kind = MediaKind.JPEG;
        } else if (has(0, "\u0089PNG\r\n\u001a\n") && has(12, "IHDR") && held >= 24) {
            kind = MediaKind.PNG;
            check(big(16), big(20));
        } else if ((has(0, "GIF87a") || has(0, "GIF89a")) && held >= 10) {
            kind = MediaKind.GIF;
            check(little(6, 2), little(8, 2));
        } else if (has(0, "RIFF") && has(8, "WEBP") && held >= 30) {
            kind = MediaKind.WEBP;
            webp();
        } else if (has(4, "ftyp")) {
            kind = MediaKind.MP4;
            brand();
        } else if (has(0, "\u001a\u0045\u00df\u00a3") && contains("webm")) {
            kind = MediaKind.WEBM;
        } else {
            throw refused("this is none of them");
        }
    }

    private void webp() {
        if (has(12, "VP8X")) {
            check(little(24, 3) + 1, little(27, 3) + 1);
        } else if (has(12, "VP8L")) {
            long bits = little(21, 4);
            check((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1);
        } else if (has(12, "VP8 ")) {
            check(little(26, 2) & 0x3fff, little(28, 2) & 0x3fff);
        } else {
            throw refused("it begins as a WebP and has no picture in it");
        }
    }

    /** Photos of the same family of files (HEIC, AVIF) and QuickTime films are not MP4. */
    private void brand() {
        String brand = new String(head, 8, 4, StandardCharsets.ISO_8859_1);
        if (!brand.matches("iso[2-9m]|mp4[12v]|M4V[ HP]|avc1|dash|msdh|mmp4|3gp[4-9]|f4v ")) {
            throw refused("it is of the family of MP4, and of the kind \"" + brand.replaceAll("[^ -~]", "?") + "\"");
        }
    }

    private void check(long width, long height) {
        if (width * height > MAX_PIXELS) {
            throw Problem.of(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE,
                    "The picture has " + width + " × " + height + " pixels; at most 100 megapixels are taken");
        }
    }

    private boolean has(int at, String text) {
        return new String(head, 0, held, StandardCharsets.ISO_8859_1).startsWith(text, at);
    }

    private boolean contains(String text) {
        return new String(head, 0, held, StandardCharsets.ISO_8859_1).contains(text);
    }

    private long big(int at) {
        long value = 0;
        for (int i = 0; i < 4; i++) {
            value = value << 8 | head[at + i] & 0xff;
        }
        return value;
    }

    private long little(int at, int bytes) {
        long value = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            value = value << 8 | head[at + i] & 0xff;
        }
        return value;
    }
}
