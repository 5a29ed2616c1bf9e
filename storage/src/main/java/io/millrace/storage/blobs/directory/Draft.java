package io.millrace.storage.blobs.directory;

import io.millrace.contracts.blobs.BlobKey;
import io.millrace.contracts.blobs.BlobRef;
import io.millrace.storage.blobs.RunningHash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * An object that is being written, where nobody looks for objects. It becomes one by a rename after it is safely on disk, or is
 * discarded. Thread-safe, because an upload is cancelled by other threads than write it.
 */
final class Draft {
    private final BlobKey key;
    private final Path file;
    private final FileChannel channel;
    private final RunningHash hash = new RunningHash();
    private final CRC32C block = new CRC32C();
    private int[] checksums = new int[16];
    private int blocks;
    private int inBlock;
    private boolean ended;

    private Draft(BlobKey key, Path file, FileChannel channel) {
        this.key = key;
        this.file = file;
        this.channel = channel;
    }

    static Draft begin(BlobKey key, Path directory) throws IOException {
        Path file = directory.resolve(UUID.randomUUID().toString());
        return new Draft(key, file, FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    synchronized void append(ByteBuffer bytes) throws IOException {
        if (ended) {
            return;
        }
        hash.update(bytes);
        checksum(bytes.duplicate());
        writeFully(bytes);
    }

    private void checksum(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            int length = Math.min(bytes.remaining(), BlobFile.BLOCK - inBlock);
            block.update(bytes.slice(bytes.position(), length));
            bytes.position(bytes.position() + length);
            inBlock += length;
            if (inBlock == BlobFile.BLOCK) {
                endBlock();
            }
        }
    }

    private void endBlock() {
        if (blocks == checksums.length) {
            checksums = Arrays.copyOf(checksums, 2 * blocks);
        }
        checksums[blocks++] = (int) block.getValue();
        block.reset();
        inBlock = 0;
    }

    private void writeFully(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /**
     * Makes it an object: it is on disk before it has its name, and has its name before this returns.
     *
     * @param place the object's file
     */
    synchronized BlobRef publish(Path place) throws IOException {
        if (ended) {
            throw new IOException("The upload of " + key + " was cancelled");
        }
        if (inBlock > 0) {
            endBlock();
        }
        ByteBuffer footer = ByteBuffer.allocate(blocks * Integer.BYTES);
        for (int i = 0; i < blocks; i++) {
            footer.putInt(checksums[i]);
        }
        writeFully(footer.flip());
        writeFully(new Trailer(key.value(), hash.size()).toBytes());
        channel.force(true);
        channel.close();
        ended = true;
        Files.move(file, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Directories.sync(place.getParent());
        return new BlobRef(key, hash.size(), hash.hex());
    }

    /** Leaves nothing behind, unless it was published. */
    synchronized void discard() throws IOException {
        ended = true;
        channel.close();
        Files.deleteIfExists(file);
    }
}
