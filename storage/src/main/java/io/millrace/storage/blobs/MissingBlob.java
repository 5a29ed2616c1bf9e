package io.millrace.storage.blobs;

import io.millrace.contracts.blobs.BlobKey;

/** There is no such object, although something refers to it. */
public final class MissingBlob extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MissingBlob(BlobKey key) {
        super("The object store has no object " + key);
    }
}
