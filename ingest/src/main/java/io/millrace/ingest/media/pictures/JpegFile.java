package io.millrace.ingest.media.pictures;

import io.millrace.contracts.posts.MediaKind;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * The segments of a JPEG file (ITU-T T.81, annex B). Kept are those that pixels are made of, a plain JFIF header and Adobe's
 * mark, both of which tell what the colours are. EXIF is looked into for the orientation only.
 */
final class JpegFile {
    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int APP0 = 0xe0;
    private static final int APP1 = 0xe1;
    private static final int APP14 = 0xee;
    private static final int COM = 0xfe;
    private static final int ADOBE_LENGTH = 14;
    /** Length 16, JFIF 1.1, no density, no thumbnail. */
    private static final byte[] JFIF = {
        (byte) 0xff, (byte) APP0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0
    };

    private final Bytes file;
    private final ByteArrayOutputStream kept;
    private int width;
    private int height;
    private int components;
    private boolean progressive;
    private int orientation = Orientation.UPRIGHT;
    private int scans;
    private boolean jfif;

    private JpegFile(Bytes file) {
        this.file = file;
        this.kept = new ByteArrayOutputStream(file.length());
    }

    static Picture read(Bytes file) throws BrokenPicture {
        return new JpegFile(file).walk();
    }

    private Picture walk() throws BrokenPicture {
        int at = 2;
        while (true) {
            if (file.u8(at) != 0xff) {
                throw new BrokenPicture(
                        "The picture is damaged: a segment does not begin where the one before it ends");
            }
            int marker = file.u8(at + 1);
            if (marker == 0xff) {
                at++;
            } else if (marker == EOI) {
                return picture();
            } else if (marker == 0 || marker == 1 || marker >= 0xd0 && marker <= SOI) {
                throw new BrokenPicture("The picture is damaged: it has a marker where none can be");
            } else {
                int length = file.u16(at + 2);
                int end = file.after(at, 2L + length);
                if (length < 2) {
                    throw new BrokenPicture("The picture is damaged: a segment is shorter than its own length");
                }
                segment(marker, at, end);
                at = marker == SOS ? scan(end) : end;
            }
        }
    }

    private void segment(int marker, int at, int end) throws BrokenPicture {
        if (marker == APP0) {
            jfif |= file.has(at + 4, "JFIF\0");
        } else if (marker == APP1) {
            if (file.has(at + 4, "Exif\0")) {
                orientation = Orientation.read(file, at + 10);
            }
        } else if (marker == APP14) {
            if (end - at - 2 == ADOBE_LENGTH && file.has(at + 4, "Adobe")) {
                keep(at, end);
            }
        } else if (marker < APP0 || marker > 0xef && marker != COM) {
            if (isFrame(marker)) {
                frame(marker, at);
            }
            keep(at, end);
        }
    }

    /** SOF0 to SOF15, among which are DHT, JPG and DAC. */
    private static boolean isFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    private void frame(int marker, int at) throws BrokenPicture {
        if (components != 0) {
            throw new BrokenPicture("The picture is damaged: it says twice how large it is");
        }
        if (marker > 0xc2) {
            throw new BrokenPicture(
                    "The picture is a kind of JPEG that nothing shows: lossless, differential or arithmetic");
        }
        if (file.u8(at + 4) != 8) {
            throw new BrokenPicture("The picture is a JPEG of " + file.u8(at + 4) + " bits; those of 8 can be shown");
        }
        progressive = marker == 0xc2;
        height = file.u16(at + 5);
        width = file.u16(at + 7);
        components = file.u8(at + 9);
        if (components != 1 && components != 3 && components != 4) {
            throw new BrokenPicture("The picture has " + components + " colours; 1, 3 or 4 can be shown");
        }
    }

    /** Passes over what is encoded, to the next marker. */
    private int scan(int start) throws BrokenPicture {
        scans++;
        int at = start;
        while (true) {
            if (file.u8(at) == 0xff) {
                int next = file.u8(at + 1);
                if (next != 0 && next != 0xff && (next < 0xd0 || next >= SOI)) {
                    keep(start, at);
                    return at;
                }
            }
            at++;
        }
    }

    private void keep(int from, int to) {
        kept.write(file.array(), from, to - from);
    }

    private Picture picture() throws BrokenPicture {
        if (components == 0 || scans == 0) {
            throw new BrokenPicture("The file begins as a JPEG and has no picture in it");
        }
        int coefficients = progressive ? 2 * components : 0;
        return new Picture(MediaKind.JPEG, width, height, orientation, scans, 2 * components, coefficients, plain())
                .checked();
    }

    private byte[] plain() {
        byte[] body = kept.toByteArray();
        int head = 2 + (jfif ? JFIF.length : 0);
        byte[] plain = Arrays.copyOf(new byte[] {(byte) 0xff, (byte) SOI}, head + body.length + 2);
        if (jfif) {
            System.arraycopy(JFIF, 0, plain, 2, JFIF.length);
        }
        System.arraycopy(body, 0, plain, head, body.length);
        plain[plain.length - 2] = (byte) 0xff;
        plain[plain.length - 1] = (byte) EOI;
        return plain;
    }
}
