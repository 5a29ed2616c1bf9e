package io.millrace.contracts.pastes;

import io.millrace.contracts.blobs.BlobRef;
import org.jspecify.annotations.Nullable;

/**
 * The text of one revision: a short one itself, a long one by where it is in the object store.
 *
 * @param size in bytes of UTF-8, at most {@link #MAX_SIZE}
 * @param sha256 the SHA-256 of those bytes, 64 lower-case hexadecimal digits
 * @param inline the text, if it has at most {@link #MAX_INLINE_SIZE} bytes
 * @param blob where it is, if it has more
 */
public record PasteText(
        long size,
        String sha256,
        @Nullable String inline,
        @Nullable BlobRef blob) {
    /** What a paste may hold, in bytes of UTF-8. */
    public static final long MAX_SIZE = 10_000_000;

    /** What travels in the log and lies in the tables, in bytes of UTF-8. */
    public static final int MAX_INLINE_SIZE = 16 * 1024;

    public PasteText {
        if (size < 0 || size > MAX_SIZE) {
            throw new IllegalArgumentException("A paste's text has at most " + MAX_SIZE + " bytes: " + size);
        }
        if ((inline == null) == (blob == null)) {
            throw new IllegalArgumentException("A paste's text is inline or in the object store, one of them");
        }
    }

    public static PasteText inline(String text, long size, String sha256) {
        return new PasteText(size, sha256, text, null);
    }

    /** The same without its content, for telling that it is gone: what was deleted must not stay in the log. */
    public PasteText emptied() {
        return inline == null ? this : new PasteText(size, sha256, "", null);
    }

    public static PasteText stored(BlobRef blob) {
        return new PasteText(blob.size(), blob.sha256(), null, blob);
    }
}
