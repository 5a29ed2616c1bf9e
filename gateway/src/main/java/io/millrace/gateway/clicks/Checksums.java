package io.millrace.gateway.clicks;

import java.util.zip.CRC32C;

/** The checksum of an entry, bound to its place, so that bytes in the wrong place do not pass. */
final class Checksums {
    private static final ThreadLocal<CRC32C> CRC = ThreadLocal.withInitial(CRC32C::new);

    private Checksums() {}

    static int of(byte[] entry, int length) {
        CRC32C crc = CRC.get();
        crc.reset();
        crc.update(entry, 0, length);
        return (int) crc.getValue();
    }

    static int at(int checksum, long position) {
        return checksum ^ (int) (position * 0x9E3779B97F4A7C15L >>> 32);
    }
}
