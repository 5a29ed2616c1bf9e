package io.millrace.ingest.media.pictures;

import java.nio.charset.StandardCharsets;

/** Reads numbers and names from a file in memory; fails with {@link BrokenPicture} where the file has ended. */
final class Bytes {
    private final byte[] bytes;
    private final int end;

    Bytes(byte[] bytes) {
        this.bytes = bytes;
        this.end = bytes.length;
    }

    int length() {
        return end;
    }

    int u8(int at) throws BrokenPicture {
        if (at < 0 || at >= end) {
            throw BrokenPicture.truncated();
        }
        return bytes[at] & 0xff;
    }

    int u16(int at) throws BrokenPicture {
        return u8(at) << 8 | u8(at + 1);
    }

    int u16le(int at) throws BrokenPicture {
        return u8(at + 1) << 8 | u8(at);
    }

    int u24le(int at) throws BrokenPicture {
        return u8(at + 2) << 16 | u16le(at);
    }

    long u32(int at) throws BrokenPicture {
        return (long) u16(at) << 16 | u16(at + 2);
    }

    long u32le(int at) throws BrokenPicture {
        return (long) u16le(at + 2) << 16 | u16le(at);
    }

    /** Whether these ASCII characters are there. */
    boolean has(int at, String text) {
        if (at < 0 || at + text.length() > end) {
            return false;
        }
        byte[] wanted = text.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < wanted.length; i++) {
            if (bytes[at + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    /** The place after that many bytes, which must be there. */
    int after(int at, long length) throws BrokenPicture {
        if (at + length > end) {
            throw BrokenPicture.truncated();
        }
        return (int) (at + length);
    }

    byte[] array() {
        return bytes;
    }
}
