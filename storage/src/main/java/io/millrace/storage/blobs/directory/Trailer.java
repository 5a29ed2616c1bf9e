package io.millrace.storage.blobs.directory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What stands at the end of an object's file: the key, then its length (4 bytes), the object's size (8), a CRC32C of all that
 * (4) and a magic number (8).
 *
 * @param key the object's key
 * @param size the object's size in bytes
 */
record Trailer(String key, long size) {
    private static final long MAGIC = 0x4d52424c4f42_3031L;
    private static final int FIXED = Integer.BYTES + Long.BYTES + Integer.BYTES + Long.BYTES;
    private static final int MAX_KEY = 1_024;

    /** The end of a file whose last byte is the trailer's last. */
    ByteBuffer toBytes() {
        byte[] name = key.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer bytes = ByteBuffer.allocate(name.length + FIXED);
        bytes.put(name).putInt(name.length).putLong(size);
        bytes.putInt(BlobFile.checksum(bytes.duplicate().flip())).putLong(MAGIC);
        return bytes.flip();
    }

    /** Where the checksums of the blocks begin. */
    long checksums() {
        return size;
    }

    private long fileSize() {
        long blocks = (size + BlobFile.BLOCK - 1) / BlobFile.BLOCK;
        return size + blocks * Integer.BYTES + key.length() + FIXED;
    }

    /** Reads the end of a file; null if it is not one that {@link #toBytes} made, or does not fit the file. */
    static @Nullable Trailer read(FileChannel channel) throws IOException {
        long fileSize = channel.size();
        int length = (int) Math.min(fileSize, MAX_KEY + FIXED);
        ByteBuffer end = ByteBuffer.allocate(length);
        while (end.hasRemaining() && channel.read(end, fileSize - length + end.position()) >= 0) {
            // Until all of it is there.
        }
        if (end.hasRemaining() || length < FIXED || end.getLong(length - Long.BYTES) != MAGIC) {
            return null;
        }
        int nameLength = end.getInt(length - FIXED);
        int begin = length - FIXED - nameLength;
        if (nameLength < 1 || begin < 0) {
            return null;
        }
        int checksum = end.getInt(length - Long.BYTES - Integer.BYTES);
        if (BlobFile.checksum(end.duplicate().position(begin).limit(length - Long.BYTES - Integer.BYTES)) != checksum) {
            return null;
        }
        Trailer trailer = new Trailer(
                new String(end.array(), begin, nameLength, StandardCharsets.US_ASCII),
                end.getLong(length - FIXED + Integer.BYTES));
        return trailer.fileSize() == fileSize ? trailer : null;
    }
}
