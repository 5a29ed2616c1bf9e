package io.millrace.contracts.blobs;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * What an event says of an object: where it is and what must be found there. Whoever reads the object holds it against this.
 *
 * @param key where it is
 * @param size in bytes
 * @param sha256 the SHA-256 of its bytes, 64 lower-case hexadecimal digits
 */
public record BlobRef(BlobKey key, long size, String sha256) {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    public BlobRef {
        requireNonNull(key, "key");
        if (size < 0) {
            throw new IllegalArgumentException("A blob's size is not negative: " + size);
        }
        if (!SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("A SHA-256 is 64 lower-case hexadecimal digits: " + sha256);
        }
    }
}
