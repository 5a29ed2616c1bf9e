package io.millrace.storage.blobs;

/** The object store cannot be reached or has no room; the message is a sentence for the operator. The same may work later. */
public final class BlobStoreUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BlobStoreUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
