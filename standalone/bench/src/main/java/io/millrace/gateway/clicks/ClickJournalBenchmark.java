package io.millrace.gateway.clicks;

import io.millrace.bench.MicroBenchmark;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** The append of a click of 200 bytes; the baseline writes it to a file, which outlives {@code kill -9} as well. */
public class ClickJournalBenchmark extends MicroBenchmark {
    private static final int ENTRY_BYTES = 200;

    private final byte[] entry = new byte[ENTRY_BYTES];
    private final ByteBuffer direct = ByteBuffer.allocateDirect(ENTRY_BYTES);
    private final DrainedJournal journal = new DrainedJournal();
    private final Path file;
    private final FileChannel channel;

    public ClickJournalBenchmark() {
        try {
            new SplittableRandom(1).nextBytes(entry);
            file = Files.createTempFile("millrace-bench-", ".log");
            channel = FileChannel.open(file, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Setup(Level.Invocation)
    public void empty() throws IOException {
        journal.drain();
        channel.position(0);
    }

    @Benchmark
    @OperationsPerInvocation(DrainedJournal.BURST)
    public void append() {
        for (int i = 0; i < DrainedJournal.BURST; i++) {
            journal.append(entry);
        }
    }

    @Benchmark
    @OperationsPerInvocation(DrainedJournal.BURST)
    public void baseline() throws IOException {
        for (int i = 0; i < DrainedJournal.BURST; i++) {
            direct.clear().put(entry).flip();
            channel.write(direct);
        }
    }

    @TearDown
    public void close() throws IOException {
        journal.close();
        channel.close();
        Files.delete(file);
    }
}
