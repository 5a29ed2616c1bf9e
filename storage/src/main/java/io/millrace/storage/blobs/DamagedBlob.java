package io.millrace.storage.blobs;

import io.millrace.contracts.blobs.BlobKey;

/** The bytes of an object are not those that were stored. */
public final class DamagedBlob extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DamagedBlob(BlobKey key, String how) {
        super("The object " + key + " is damaged: " + how);
    }
}
