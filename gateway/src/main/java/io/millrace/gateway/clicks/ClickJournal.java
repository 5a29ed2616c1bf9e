package io.millrace.gateway.clicks;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A queue on disk that outlives {@code kill -9}: whoever appends has the entry in the operating system's pages when the
 * call returns, some hundred nanoseconds later. Many threads append under one short lock; one thread reads and
 * acknowledges ({@link JournalReader}). Files are prepared and reused by a thread of its own, so that no append waits for
 * the disk: when no file is ready, entries wait in a bounded heap buffer, and beyond that, or beyond the journal's cap,
 * they are dropped and counted.
 *
 * <p>Each opening begins a journal with a name of its own, and what former ones hold is read first, under their names. So
 * positions never go back under a name, whatever a crash did to the files.
 */
final class ClickJournal implements ClickSink, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ClickJournal.class);
    private static final int MAX_SPARES = 2;
    private static final long RETRY_NANOS = 200_000_000;
    static final int MAX_ENTRY = 16 * 1024;

    private final JournalSettings settings;
    private final JournalDirectory directory;
    private final JournalCursor cursor;
    private final String name;
    private final Thread keeper;

    private final Object lock = new Object();
    /** Every segment that holds something unread, by base; guarded by the lock. */
    private final TreeMap<Long, Segment> segments = new TreeMap<>();

    private final Deque<Segment> spares = new ArrayDeque<>();
    private final Deque<byte[]> buffer = new ArrayDeque<>();
    private int buffered;
    private Segment active;
    private int offset = Segment.HEADER_BYTES;
    private @Nullable Segment next;
    private long nextBase;
    private long dropped;
    private long appended;
    private boolean failing;
    private volatile boolean closed;

    private ClickJournal(JournalSettings settings, JournalDirectory directory) throws IOException {
        this.settings = settings;
        this.directory = directory;
        this.cursor = directory.cursor();
        this.name = JournalDirectory.newName();
        long end = cursor.acknowledged();
        for (Segment segment : directory.segments()) {
            end = Math.max(end, segment.end());
            if (segment.end() <= cursor.acknowledged()) {
                segment.delete();
            } else {
                segments.put(segment.base(), segment);
            }
        }
        nextBase = end + 7 & ~7L;
        active = prepare(null);
        segments.put(active.base(), active);
        next = prepare(null);
        keeper = new Thread(this::keep, "click-journal");
        keeper.setDaemon(true);
        keeper.start();
    }

    /**
     * Opens the journal in its directory, made if need be.
     *
     * @throws IOException if the directory cannot be written or another process has it open
     */
    static ClickJournal open(JournalSettings settings) throws IOException {
        JournalDirectory directory = JournalDirectory.hold(settings.directory());
        try {
            return new ClickJournal(settings, directory);
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /** What this journal is called; each opening has a new name. */
    String name() {
        return name;
    }

    /**
     * Appends an entry.
     *
     * @param entry at most {@link #MAX_ENTRY} bytes of it
     * @return whether it was kept, in the journal or, while no file is ready, in the heap
     */
    @Override
    public boolean append(byte[] entry, int length) {
        if (length < 1 || length > MAX_ENTRY) {
            throw new IllegalArgumentException("An entry has 1 to " + MAX_ENTRY + " bytes: " + length);
        }
        int checksum = Checksums.of(entry, length);
        synchronized (lock) {
            if (buffer.isEmpty() && write(entry, length, checksum)) {
                appended++;
                return true;
            }
            if (!closed && !isFull() && buffered + length <= settings.bufferBytes()) {
                buffer.add(java.util.Arrays.copyOf(entry, length));
                buffered += length;
                appended++;
                return true;
            }
            dropped++;
            return false;
        }
    }

    /** How many entries were dropped since this journal was opened. */
    long dropped() {
        synchronized (lock) {
            return dropped;
        }
    }

    /** How many entries were kept since this journal was opened. */
    long appended() {
        synchronized (lock) {
            return appended;
        }
    }

    /** How many bytes wait to be acknowledged, about: the unused ends of former journals count too. */
    long backlogBytes() {
        synchronized (lock) {
            long first = Math.max(cursor.acknowledged(), segments.firstKey() + Segment.HEADER_BYTES);
            return Math.max(0, active.base() + offset - first) + buffered;
        }
    }

    long maxBytes() {
        return settings.maxBytes();
    }

    /** How many entries wait in the heap because no file could be written; a kill would lose them. */
    int bufferedEntries() {
        synchronized (lock) {
            return buffer.size();
        }
    }

    /** A reader that starts at the first entry that was not acknowledged. There is one at a time. */
    JournalReader reader() {
        return new JournalReader(this, cursor.acknowledged());
    }

    /** The segment that holds the position, or the first after it; null if that is not written yet. */
    @Nullable
    Segment segmentAt(long position) {
        synchronized (lock) {
            Map.Entry<Long, Segment> floor = segments.floorEntry(position);
            if (floor != null && position < floor.getValue().end()) {
                return floor.getValue();
            }
            Map.Entry<Long, Segment> ceiling = segments.ceilingEntry(position);
            return ceiling == null ? null : ceiling.getValue();
        }
    }

    /** Whether nothing more is written to the segment. */
    boolean isFinished(Segment segment) {
        synchronized (lock) {
            return segment != active;
        }
    }

    /** Gives up everything before the position, which the reader has passed. */
    void acknowledge(long position) {
        cursor.acknowledge(position);
        synchronized (lock) {
            while (segments.firstEntry().getValue() != active
                    && segments.firstEntry().getValue().end() <= position) {
                Segment done = segments.pollFirstEntry().getValue();
                if (spares.size() < MAX_SPARES && done.size() == settings.segmentBytes()) {
                    spares.add(done);
                } else {
                    done.delete();
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        LockSupport.unpark(keeper);
        try {
            keeper.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        directory.close();
    }

    private boolean write(byte[] entry, int length, int checksum) {
        int size = Segment.framed(length);
        if (offset + size > active.size()) {
            Segment following = next;
            if (closed || following == null) {
                return false;
            }
            active.seal(offset);
            segments.put(following.base(), following);
            active = following;
            next = null;
            offset = Segment.HEADER_BYTES;
            LockSupport.unpark(keeper);
        }
        active.write(offset, entry, length, Checksums.at(checksum, active.base() + offset));
        offset += size;
        return true;
    }

    private boolean isFull() {
        return (segments.size() + 1L) * settings.segmentBytes() > settings.maxBytes();
    }

    private void keep() {
        while (!closed) {
            Segment used;
            boolean wanted;
            synchronized (lock) {
                wanted = next == null && !isFull();
                used = wanted ? spares.poll() : null;
            }
            if (wanted) {
                refill(used);
            }
            LockSupport.parkNanos(RETRY_NANOS);
        }
    }

    private void refill(@Nullable Segment used) {
        try {
            Segment ready = prepare(used);
            synchronized (lock) {
                next = ready;
                while (!buffer.isEmpty()) {
                    byte[] entry = buffer.peek();
                    if (!write(entry, entry.length, Checksums.of(entry, entry.length))) {
                        break;
                    }
                    buffer.remove();
                    buffered -= entry.length;
                }
            }
            if (failing) {
                failing = false;
                log.info("The click journal can be written again");
            }
        } catch (IOException e) {
            if (!failing) {
                failing = true;
                log.error("The click journal cannot grow; clicks wait in a bounded buffer: {}", e.toString());
            }
        }
    }

    private Segment prepare(@Nullable Segment used) throws IOException {
        Segment segment = Segment.prepare(settings.directory(), used, name, nextBase, settings.segmentBytes());
        nextBase = segment.end();
        return segment;
    }
}
