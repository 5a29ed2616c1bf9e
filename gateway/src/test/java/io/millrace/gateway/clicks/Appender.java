package io.millrace.gateway.clicks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A process that appends from several threads until it is killed, and notes in a mapped file how far each thread's appends
 * had returned.
 */
final class Appender {
    static final String READY = "answered";
    private static final int WRITERS = 3;

    private Appender() {}

    public static void main(String[] args) throws IOException {
        Path own = Path.of(args[0]);
        ClickJournal journal = ClickJournal.open(new JournalSettings(own.resolve("journal"), 256 * 1024, 1L << 30, 1));
        MappedByteBuffer answered = map(own.resolve("answered.tmp"));
        Files.move(own.resolve("answered.tmp"), own.resolve(READY));
        for (int i = 0; i < WRITERS; i++) {
            int writer = i;
            new Thread(() -> append(journal, writer, answered)).start();
        }
    }

    private static void append(ClickJournal journal, int writer, MappedByteBuffer answered) {
        ByteBuffer entry = ByteBuffer.allocate(120);
        entry.putInt(0, writer);
        for (long i = 1; ; i++) {
            entry.putLong(4, i);
            while (!journal.append(entry.array(), 12 + (int) (i % 100))) {
                Thread.yield();
            }
            answered.putLong(writer * Long.BYTES, i);
        }
    }

    static long[] answered(Path own) throws IOException {
        MappedByteBuffer bytes = map(own.resolve(READY));
        long[] answered = new long[WRITERS];
        for (int i = 0; i < WRITERS; i++) {
            answered[i] = bytes.getLong(i * Long.BYTES);
        }
        return answered;
    }

    private static MappedByteBuffer map(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, WRITERS * Long.BYTES);
        }
    }
}
