package io.millrace.gateway.clicks;

import org.jspecify.annotations.Nullable;

/**
 * Reads a journal's entries in order, those of former journals in the same directory first. Entries that fail their
 * checksum (the machine lost power before the pages were written back) are skipped and counted. For one thread.
 */
final class JournalReader {
    private final ClickJournal journal;
    private final byte[] entry = new byte[ClickJournal.MAX_ENTRY];
    private @Nullable Segment segment;
    private long position;
    private long entryPosition;
    private int length;
    private long damaged;

    JournalReader(ClickJournal journal, long position) {
        this.journal = journal;
        this.position = position;
    }

    /** Steps to the next entry. Returns false if there is none yet. */
    boolean next() {
        while (true) {
            Segment current = segment;
            if (current == null || position >= current.end()) {
                current = journal.segmentAt(position);
                if (current == null) {
                    return false;
                }
                segment = current;
                position = Math.max(position, current.base() + Segment.HEADER_BYTES);
            }
            int offset = (int) (position - current.base());
            int found = current.lengthAt(offset);
            if (found == 0) {
                if (!journal.isFinished(current)) {
                    return false;
                }
                // It was finished between the two looks, or its writer was killed before it could be.
                if (current.lengthAt(offset) == 0) {
                    position = current.end();
                }
                continue;
            }
            if (found < 0 || found > entry.length || offset + Segment.framed(found) > current.size()) {
                if (found != Segment.SEALED) {
                    damaged++;
                }
                position = current.end();
                continue;
            }
            entryPosition = position;
            position += Segment.framed(found);
            current.read(offset, entry, found);
            if (current.checksumAt(offset) == Checksums.at(Checksums.of(entry, found), entryPosition)) {
                length = found;
                return true;
            }
            damaged++;
        }
    }

    /** The entry's bytes, {@link #length()} of them; valid until the next step. */
    byte[] entry() {
        return entry;
    }

    int length() {
        return length;
    }

    /** The name of the journal that the entry was written to. */
    String journalName() {
        if (segment == null) {
            throw new IllegalStateException("No entry was read yet");
        }
        return segment.journal();
    }

    /** Where the entry begins: its id, together with the journal's name. */
    long entryPosition() {
        return entryPosition;
    }

    /** Where the next entry begins: what to acknowledge when this one and all before it are done. */
    long endPosition() {
        return position;
    }

    /** How many entries were skipped because they were damaged. */
    long damaged() {
        return damaged;
    }
}
