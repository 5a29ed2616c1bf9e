package io.millrace.storage.blobs;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The size and SHA-256 of bytes that pass by. For one stream. */
public final class RunningHash {
    private final MessageDigest digest;
    private long size;

    public RunningHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Takes in what remains of the buffer, which is left as it was. */
    public void update(ByteBuffer bytes) {
        size += bytes.remaining();
        digest.update(bytes.duplicate());
    }

    /** How many bytes have passed. */
    public long size() {
        return size;
    }

    /** Their hash; ends the counting. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
