package io.millrace.gateway.clicks;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A mapped file that says up to where a journal was acknowledged. One aligned word, so it is never half written. */
final class JournalCursor {
    private static final VarHandle POSITION =
            MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final MappedByteBuffer bytes;

    private JournalCursor(MappedByteBuffer bytes) {
        this.bytes = bytes;
    }

    static JournalCursor open(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new JournalCursor(channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES));
        }
    }

    long acknowledged() {
        return (long) POSITION.getAcquire(bytes, 0);
    }

    void acknowledge(long position) {
        POSITION.setRelease(bytes, 0, position);
    }
}
