package io.millrace.gateway.clicks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.springframework.util.FileSystemUtils;

/**
 * A click journal in a temporary directory, emptied between bursts. Nobody fills a journal as fast as a benchmark can, so a
 * burst fits into the file that is ready, and what is measured is an append and not the making of files.
 */
public final class DrainedJournal implements AutoCloseable {
    /** Appends of a few hundred bytes that fit into one file. */
    public static final int BURST = 20_000;

    private static final long MAX_BYTES = 1L << 30;
    private static final long PREPARE_NANOS = 1_000_000;

    private final Path directory;
    private final ClickJournal journal;
    private final JournalReader reader;

    public DrainedJournal() {
        try {
            directory = Files.createTempDirectory("millrace-bench-");
            journal = ClickJournal.open(JournalSettings.in(directory, MAX_BYTES));
            reader = journal.reader();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Clicks that are recorded in it. */
    public Clicks clicks() {
        return new Clicks(journal);
    }

    boolean append(byte[] entry) {
        return journal.append(entry, entry.length);
    }

    /** Reads all that is in it, and waits until the next file is ready. */
    public void drain() {
        do {
            while (reader.next()) {
                // As the shipper does, but nothing is shipped.
            }
            journal.acknowledge(reader.endPosition());
            LockSupport.parkNanos(PREPARE_NANOS);
        } while (journal.bufferedEntries() > 0);
        if (journal.dropped() > 0) {
            throw new IllegalStateException("The journal dropped entries, so appends were not measured");
        }
    }

    @Override
    public void close() throws IOException {
        journal.close();
        FileSystemUtils.deleteRecursively(directory);
    }
}
