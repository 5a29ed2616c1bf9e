package io.millrace.ingest.media.pictures;

import java.io.IOException;
import javax.imageio.stream.ImageInputStreamImpl;

/** A file in memory that can be read until a certain time only, so that no decoder goes on for ever. */
final class TimedInput extends ImageInputStreamImpl {
    private static final int CHUNK = 16 * 1024;

    private final byte[] bytes;
    private final long deadline;

    /** @param deadline as {@link System#nanoTime()} tells it */
    TimedInput(byte[] bytes, long deadline) {
        this.bytes = bytes;
        this.deadline = deadline;
    }

    /** Decoding took too long. */
    static final class Late extends IOException {
        private static final long serialVersionUID = 1L;
    }

    boolean isLate() {
        return System.nanoTime() - deadline > 0;
    }

    private void check() throws Late {
        if (isLate()) {
            throw new Late();
        }
    }

    @Override
    public int read() throws IOException {
        bitOffset = 0;
        if ((streamPos & 0xfff) == 0) {
            check();
        }
        return streamPos >= bytes.length ? -1 : bytes[(int) streamPos++] & 0xff;
    }

    /** Gives a little at a time, so that readers ask often. */
    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        check();
        bitOffset = 0;
        int count = Math.min(Math.min(length, CHUNK), (int) Math.max(0, bytes.length - streamPos));
        if (count == 0) {
            return length == 0 ? 0 : -1;
        }
        System.arraycopy(bytes, (int) streamPos, into, offset, count);
        streamPos += count;
        return count;
    }

    @Override
    public long length() {
        return bytes.length;
    }
}
