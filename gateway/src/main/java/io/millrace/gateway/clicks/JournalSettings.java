package io.millrace.gateway.clicks;

import java.nio.file.Path;

/**
 * Where the click journal is and how large it may grow.
 *
 * @param directory belongs to one gateway alone
 * @param segmentBytes the size of a file
 * @param maxBytes the size of all files together; beyond it clicks are dropped and counted
 * @param bufferBytes how much of the heap holds clicks while no file can be written (a full disk)
 */
record JournalSettings(Path directory, int segmentBytes, long maxBytes, int bufferBytes) {
    JournalSettings {
        if (segmentBytes < 64 * 1024 || segmentBytes % 8 != 0) {
            throw new IllegalArgumentException(
                    "A journal segment has at least 64 KiB and a multiple of 8 bytes: " + segmentBytes);
        }
        if (maxBytes < 2L * segmentBytes) {
            throw new IllegalArgumentException("A journal has room for at least two segments: " + maxBytes);
        }
    }

    static JournalSettings in(Path directory, long maxBytes) {
        return new JournalSettings(directory, 16 << 20, maxBytes, 8 << 20);
    }
}
