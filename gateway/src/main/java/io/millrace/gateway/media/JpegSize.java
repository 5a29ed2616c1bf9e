package io.millrace.gateway.media;

import java.nio.ByteBuffer;

/** Finds the size of a JPEG picture while its bytes pass: it stands behind segments of any number and length (T.81, annex B). */
final class JpegSize {
    private static final int SOF_LENGTH = 5;

    private enum Next {
        MARK,
        TYPE,
        LENGTH_HIGH,
        LENGTH_LOW,
        FRAME,
        NOTHING
    }

    /** The file begins with a marker that has no segment. */
    private int skip = 2;

    private Next next = Next.MARK;
    private int type;
    private int length;
    private int read;
    private long frame;

    void update(ByteBuffer bytes) {
        while (bytes.hasRemaining() && next != Next.NOTHING) {
            if (skip > 0) {
                int passed = Math.min(skip, bytes.remaining());
                bytes.position(bytes.position() + passed);
                skip -= passed;
            } else {
                take(bytes.get() & 0xff);
            }
        }
    }

    private void take(int b) {
        switch (next) {
            case MARK -> next = b == 0xff ? Next.TYPE : Next.NOTHING;
            case TYPE -> {
                type = b;
                if (b != 0xff) {
                    // A scan or the end before any size: no picture.
                    next = b == 0xda || b == 0xd9 || b == 0 ? Next.NOTHING : Next.LENGTH_HIGH;
                }
            }
            case LENGTH_HIGH -> {
                length = b << 8;
                next = Next.LENGTH_LOW;
            }
            case LENGTH_LOW -> {
                length |= b;
                next = isFrame(type) ? Next.FRAME : Next.MARK;
                skip = isFrame(type) ? 0 : Math.max(0, length - 2);
            }
            case FRAME -> {
                frame = frame << 8 | b;
                if (++read == SOF_LENGTH) {
                    next = Next.NOTHING;
                }
            }
            case NOTHING -> {}
        }
    }

    /** SOF0 to SOF15, among which are DHT, JPG and DAC. */
    private static boolean isFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    boolean isKnown() {
        return read == SOF_LENGTH;
    }

    /** In pixels; 0 while it is not known. */
    int width() {
        return isKnown() ? (int) (frame & 0xffff) : 0;
    }

    int height() {
        return isKnown() ? (int) (frame >> 16 & 0xffff) : 0;
    }
}
