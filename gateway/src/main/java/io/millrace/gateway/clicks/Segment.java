package io.millrace.gateway.clicks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * One mapped file of a journal: a header that names the journal and the place of the segment in it, then entries, each an
 * 8-byte frame (length, checksum) and its bytes, aligned to 8. The length is written last, with release semantics: an entry
 * whose length is there is whole, also after {@code kill -9} in the middle of an append, because the pages belong to the
 * operating system. The file is filled with zeros before it is mapped, so that a full disk is an error when the segment is
 * prepared and not a signal that ends the process when it is written.
 */
final class Segment {
    static final int HEADER_BYTES = 64;
    static final int FRAME_BYTES = 8;
    static final int NAME_BYTES = 16;
    static final String SUFFIX = ".clicks";

    /** Stands in the place of a length where the rest of the segment is not used. */
    static final int SEALED = -1;

    private static final long MAGIC = 0x4d52434c49434b31L;
    private static final int ZEROS = 256 * 1024;
    private static final VarHandle LENGTH = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final Path file;
    private final MappedByteBuffer bytes;
    private final String journal;
    private final long base;

    private Segment(Path file, MappedByteBuffer bytes, String journal, long base) {
        this.file = file;
        this.bytes = bytes;
        this.journal = journal;
        this.base = base;
    }

    /**
     * Makes an empty segment, or empties a used one.
     *
     * @param used a segment of the same size that nobody reads or writes any more; null makes a file
     * @throws IOException if the disk is full or broken
     */
    static Segment prepare(Path directory, @Nullable Segment used, String journal, long base, int size)
            throws IOException {
        Path file = fileOf(directory, base);
        MappedByteBuffer bytes;
        if (used == null) {
            bytes = map(file, size);
        } else {
            bytes = used.bytes;
            bytes.putLong(0, 0);
            wipe(bytes);
            Files.move(used.file, file, StandardCopyOption.ATOMIC_MOVE);
        }
        byte[] name = new byte[NAME_BYTES];
        byte[] ascii = journal.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(ascii, 0, name, 0, ascii.length);
        bytes.put(8, name);
        bytes.putLong(8 + NAME_BYTES, base);
        VarHandle.releaseFence();
        bytes.putLong(0, MAGIC);
        return new Segment(file, bytes, journal, base);
    }

    /**
     * Opens what a former process wrote.
     *
     * @return null if the file is not a whole segment, because the process ended while it made it
     */
    static @Nullable Segment open(Path file) throws IOException {
        long size = Files.size(file);
        if (size < HEADER_BYTES || size > Integer.MAX_VALUE) {
            return null;
        }
        MappedByteBuffer bytes;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            bytes = channel.map(FileChannel.MapMode.READ_WRITE, 0, size);
        }
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.getLong(0) != MAGIC) {
            return null;
        }
        byte[] name = new byte[NAME_BYTES];
        bytes.get(8, name);
        return new Segment(
                file, bytes, new String(name, StandardCharsets.US_ASCII).trim(), bytes.getLong(8 + NAME_BYTES));
    }

    String journal() {
        return journal;
    }

    /** The position of the segment's first byte in the journal. */
    long base() {
        return base;
    }

    long end() {
        return base + size();
    }

    int size() {
        return bytes.capacity();
    }

    /** What an entry of that many bytes takes. */
    static int framed(int length) {
        return FRAME_BYTES + (length + 7 & ~7);
    }

    /** Writes an entry whose place is known to be free and large enough. */
    void write(int offset, byte[] source, int length, int checksum) {
        bytes.put(offset + FRAME_BYTES, source, 0, length);
        bytes.putInt(offset + 4, checksum);
        LENGTH.setRelease(bytes, offset, length);
    }

    /** Says that nothing follows. */
    void seal(int offset) {
        if (offset + FRAME_BYTES <= size()) {
            LENGTH.setRelease(bytes, offset, SEALED);
        }
    }

    /** The length of the entry there, 0 if none was finished, {@link #SEALED} if none will be. */
    int lengthAt(int offset) {
        return offset + FRAME_BYTES > size() ? SEALED : (int) LENGTH.getAcquire(bytes, offset);
    }

    int checksumAt(int offset) {
        return bytes.getInt(offset + 4);
    }

    void read(int offset, byte[] target, int length) {
        bytes.get(offset + FRAME_BYTES, target, 0, length);
    }

    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path fileOf(Path directory, long base) {
        return directory.resolve(String.format("%016x", base) + SUFFIX);
    }

    private static MappedByteBuffer map(Path file, int size) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            ByteBuffer zeros = ByteBuffer.allocateDirect(ZEROS);
            for (int written = 0; written < size; written += zeros.limit()) {
                zeros.clear().limit(Math.min(ZEROS, size - written));
                while (zeros.hasRemaining()) {
                    channel.write(zeros);
                }
            }
            MappedByteBuffer bytes = channel.map(FileChannel.MapMode.READ_WRITE, 0, size);
            bytes.order(ByteOrder.LITTLE_ENDIAN);
            wipe(bytes);
            return bytes;
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /** Writes zeros everywhere; this also takes the page faults here and not in an append. */
    private static void wipe(MappedByteBuffer bytes) {
        byte[] zeros = new byte[ZEROS];
        for (int offset = 0; offset < bytes.capacity(); offset += ZEROS) {
            bytes.put(offset, zeros, 0, Math.min(ZEROS, bytes.capacity() - offset));
        }
    }
}
