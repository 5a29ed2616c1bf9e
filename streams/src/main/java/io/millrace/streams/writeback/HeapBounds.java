package io.millrace.streams.writeback;

/**
 * How much one {@link WriteBackStore} keeps in the heap; there is one for each partition.
 *
 * @param bytes what unchanged entries may take, roughly, counted in their written form
 * @param changedEntries how many changed entries call for a commit before its time
 */
public record HeapBounds(long bytes, int changedEntries) {
    public HeapBounds {
        if (bytes < 0 || changedEntries < 1) {
            throw new IllegalArgumentException("The bounds of a write-back store are positive");
        }
    }
}
