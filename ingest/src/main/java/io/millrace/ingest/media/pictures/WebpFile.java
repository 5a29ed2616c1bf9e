package io.millrace.ingest.media.pictures;

import io.millrace.contracts.posts.MediaKind;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The chunks of a WebP file (RFC 9649). Kept is the picture, the first one of an animation, with its transparency, as a file of
 * its own.
 */
final class WebpFile {
    private static final int HEADER = 12;
    private static final int ALPHA = 0x10;
    /** An animation's frame has this before its chunks. */
    private static final int FRAME = 16;

    private final Bytes file;
    private int orientation = Orientation.UPRIGHT;
    private int alpha = -1;
    private int pixels = -1;

    private WebpFile(Bytes file) {
        this.file = file;
    }

    static Picture read(Bytes file) throws BrokenPicture {
        return new WebpFile(file).walk();
    }

    private Picture walk() throws BrokenPicture {
        int end = file.after(8, Math.max(4, file.u32le(4)));
        chunks(HEADER, end, false);
        if (pixels < 0) {
            throw new BrokenPicture("The file begins as a WebP and has no picture in it");
        }
        return picture();
    }

    private void chunks(int start, int end, boolean inFrame) throws BrokenPicture {
        int at = start;
        while (at + 8 <= end) {
            int next = end(at);
            if (file.has(at, "EXIF")) {
                orientation = Orientation.read(file, file.has(at + 8, "Exif\0\0") ? at + 14 : at + 8);
            } else if (pixels < 0 && file.has(at, "ALPH")) {
                alpha = at;
            } else if (pixels < 0 && (file.has(at, "VP8 ") || file.has(at, "VP8L"))) {
                pixels = at;
            } else if (pixels < 0 && !inFrame && file.has(at, "ANMF")) {
                chunks(at + 8 + FRAME, next, true);
            }
            at = next + (next - at) % 2;
        }
    }

    private int end(int chunk) throws BrokenPicture {
        return file.after(chunk, 8 + file.u32le(chunk + 4));
    }

    private Picture picture() throws BrokenPicture {
        int at = pixels + 8;
        boolean lossless = file.has(pixels, "VP8L");
        int width;
        int height;
        if (lossless) {
            long bits = file.u32le(at + 1);
            width = (int) (bits & 0x3fff) + 1;
            height = (int) (bits >> 14 & 0x3fff) + 1;
        } else {
            if ((file.u8(at) & 1) != 0 || file.u24le(at + 3) != 0x2a019d) {
                throw new BrokenPicture("The picture is damaged: it does not begin with a whole frame");
            }
            width = file.u16le(at + 6) & 0x3fff;
            height = file.u16le(at + 8) & 0x3fff;
        }
        int decoded = alpha >= 0 || lossless ? 4 : 3;
        return new Picture(
                        MediaKind.WEBP, width, height, orientation, 1, 0, 2 * decoded, still(width, height, lossless))
                .checked();
    }

    private byte[] still(int width, int height, boolean lossless) throws BrokenPicture {
        ByteArrayOutputStream body = new ByteArrayOutputStream(file.length());
        body.writeBytes(ascii("WEBP"));
        if (alpha >= 0 && !lossless) {
            body.writeBytes(ascii("VP8X"));
            write(body, 10, 4);
            write(body, ALPHA, 4);
            write(body, width - 1, 3);
            write(body, height - 1, 3);
            chunk(body, alpha);
        }
        chunk(body, pixels);
        ByteArrayOutputStream whole = new ByteArrayOutputStream(body.size() + 8);
        whole.writeBytes(ascii("RIFF"));
        write(whole, body.size(), 4);
        whole.writeBytes(body.toByteArray());
        return whole.toByteArray();
    }

    private void chunk(ByteArrayOutputStream body, int at) throws BrokenPicture {
        int end = end(at);
        body.write(file.array(), at, end - at);
        if ((end - at) % 2 == 1) {
            body.write(0);
        }
    }

    private static void write(ByteArrayOutputStream to, int value, int bytes) {
        for (int i = 0; i < bytes; i++) {
            to.write(value >> (8 * i));
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
