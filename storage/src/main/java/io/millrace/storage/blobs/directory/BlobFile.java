package io.millrace.storage.blobs.directory;

import io.millrace.contracts.blobs.BlobKey;
import io.millrace.storage.blobs.ByteRange;
import io.millrace.storage.blobs.DamagedBlob;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * A stored object: its bytes, then a CRC32C for each {@link #BLOCK} of them, then the key, then a {@link Trailer}. The checksums
 * let a part be read and verified without the rest. For one reader.
 */
final class BlobFile implements Closeable {
    /** The bytes that one checksum covers; the last block may be shorter. */
    static final int BLOCK = 64 * 1024;

    private final BlobKey key;
    private final FileChannel channel;
    private final Trailer trailer;

    private BlobFile(BlobKey key, FileChannel channel, Trailer trailer) {
        this.key = key;
        this.channel = channel;
        this.trailer = trailer;
    }

    /**
     * Opens an object's file.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws DamagedBlob if its end is not that of an object with this key
     */
    static BlobFile open(BlobKey key, Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            Trailer trailer = Trailer.read(channel);
            if (trailer == null || !trailer.key().equals(key.value())) {
                throw new DamagedBlob(key, "the end of its file is not as it was written");
            }
            return new BlobFile(key, channel, trailer);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    long size() {
        return trailer.size();
    }

    /**
     * The bytes of the block in which the range begins, as far as they belong to it.
     *
     * @throws DamagedBlob if the block is not as it was written
     */
    ByteBuffer readFirstBlockOf(ByteRange range) throws IOException {
        long number = range.from() / BLOCK;
        long start = number * BLOCK;
        int length = (int) Math.min(BLOCK, trailer.size() - start);
        ByteBuffer block = read(start, length);
        if (checksum(block.duplicate())
                != read(trailer.checksums() + number * Integer.BYTES, Integer.BYTES)
                        .getInt()) {
            throw new DamagedBlob(key, "the block at " + start + " has another checksum than was written");
        }
        return block.position((int) (range.from() - start)).limit((int) Math.min(length, range.end() - start));
    }

    private ByteBuffer read(long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                throw new EOFException("The file of " + key + " became shorter while it was read");
            }
        }
        return bytes.flip();
    }

    static int checksum(ByteBuffer block) {
        CRC32C crc = new CRC32C();
        crc.update(block);
        return (int) crc.getValue();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
