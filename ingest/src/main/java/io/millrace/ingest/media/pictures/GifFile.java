package io.millrace.ingest.media.pictures;

import io.millrace.contracts.posts.MediaKind;
import java.io.ByteArrayOutputStream;

/**
 * The blocks of a GIF file (CompuServe, version 89a). Kept are the colours and the first picture with what says which of its
 * colours is transparent; comments, texts, programs' own blocks and the other pictures are not.
 */
final class GifFile {
    private static final int HEADER = 13;
    private static final int CONTROL = 0xf9;

    private final Bytes file;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    private GifFile(Bytes file) {
        this.file = file;
    }

    static Picture read(Bytes file) throws BrokenPicture {
        return new GifFile(file).first();
    }

    private Picture first() throws BrokenPicture {
        int at = file.after(0, HEADER + (long) colours(file.u8(10)));
        keep(0, at);
        while (true) {
            int introducer = file.u8(at);
            if (introducer == '!') {
                int end = blocks(at + 2);
                if (file.u8(at + 1) == CONTROL) {
                    keep(at, end);
                }
                at = end;
            } else if (introducer == ',') {
                // Where it is on the screen does not matter to a picture by itself.
                int colours = file.after(at, 10L + colours(file.u8(at + 9)));
                int end = blocks(colours + 1);
                keep(at, end);
                kept.write(';');
                int passes = (file.u8(at + 9) & 0x40) == 0 ? 1 : 4;
                return new Picture(
                                MediaKind.GIF,
                                file.u16le(at + 5),
                                file.u16le(at + 7),
                                Orientation.UPRIGHT,
                                passes,
                                1,
                                0,
                                kept.toByteArray())
                        .checked();
            } else {
                throw new BrokenPicture("The file begins as a GIF and has no picture in it");
            }
        }
    }

    private static int colours(int flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }

    /** The place after a chain of blocks, the last of which is empty. */
    private int blocks(int start) throws BrokenPicture {
        int at = start;
        while (file.u8(at) != 0) {
            at = file.after(at, 1L + file.u8(at));
        }
        return at + 1;
    }

    private void keep(int from, int to) {
        kept.write(file.array(), from, to - from);
    }
}
