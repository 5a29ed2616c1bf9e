package io.millrace.ingest.media.pictures;

import io.millrace.contracts.posts.MediaKind;
import java.io.ByteArrayOutputStream;

/**
 * The chunks of a PNG file (ISO/IEC 15948, section 5). Kept are those that pixels are made of and transparency: the others can
 * hold compressed texts of any size, which readers unpack.
 */
final class PngFile {
    private static final int SIGNATURE = 8;
    /** Length, type and checksum. */
    private static final int FRAME = 12;

    private static final int[] CHANNELS = {1, 0, 3, 1, 2, 0, 4};

    private PngFile() {}

    static Picture read(Bytes file) throws BrokenPicture {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(file.length());
        kept.write(file.array(), 0, SIGNATURE);
        if (!file.has(SIGNATURE + 4, "IHDR") || file.u32(SIGNATURE) != 13) {
            throw new BrokenPicture("The file begins as a PNG and has no header");
        }
        int orientation = Orientation.UPRIGHT;
        boolean pixels = false;
        int at = SIGNATURE;
        while (!file.has(at + 4, "IEND")) {
            int end = file.after(at, FRAME + file.u32(at));
            if (file.has(at + 4, "eXIf")) {
                orientation = Orientation.read(file, at + 8);
            } else if (isKept(file, at)) {
                pixels |= file.has(at + 4, "IDAT");
                kept.write(file.array(), at, end - at);
            } else if ((file.u8(at + 4) & 0x20) == 0) {
                throw new BrokenPicture("The picture is damaged: it needs a chunk that nobody knows");
            }
            at = end;
        }
        if (!pixels) {
            throw new BrokenPicture("The file begins as a PNG and has no picture in it");
        }
        int end = file.after(at, FRAME);
        kept.write(file.array(), at, end - at);
        return picture(file, orientation, kept.toByteArray());
    }

    private static boolean isKept(Bytes file, int at) {
        return (file.has(at + 4, "IHDR") && at == SIGNATURE)
                || file.has(at + 4, "PLTE")
                || file.has(at + 4, "tRNS")
                || file.has(at + 4, "IDAT");
    }

    private static Picture picture(Bytes file, int orientation, byte[] plain) throws BrokenPicture {
        long width = file.u32(16);
        long height = file.u32(20);
        int depth = file.u8(24);
        int colours = file.u8(25);
        if (colours >= CHANNELS.length || CHANNELS[colours] == 0 || depth > 16 || file.u8(28) > 1) {
            throw new BrokenPicture("The picture is damaged: its header says what no PNG can be");
        }
        int bytesPerPixel = Math.max(1, CHANNELS[colours] * depth / 8);
        int passes = file.u8(28) == 1 ? 7 : 1;
        int side = Integer.MAX_VALUE;
        return new Picture(
                        MediaKind.PNG,
                        (int) Math.min(side, width),
                        (int) Math.min(side, height),
                        orientation,
                        passes,
                        bytesPerPixel,
                        0,
                        plain)
                .checked();
    }
}
