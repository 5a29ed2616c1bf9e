package io.millrace.storage.blobs;

/**
 * A part of an object.
 *
 * @param from the first byte, from 0
 * @param length how many bytes, at least 1
 */
public record ByteRange(long from, long length) {
    public ByteRange {
        if (from < 0 || length < 1 || from + length < 0) {
            throw new IllegalArgumentException(
                    "A range begins at 0 or later and has at least one byte: " + from + "+" + length);
        }
    }

    /** The byte after the last. */
    public long end() {
        return from + length;
    }

    /**
     * Makes sure that the range lies within that many bytes.
     *
     * @throws IllegalArgumentException if it does not
     */
    public ByteRange within(long size) {
        if (end() > size) {
            throw new IllegalArgumentException("The range " + this + " ends after the object's " + size + " bytes");
        }
        return this;
    }
}
