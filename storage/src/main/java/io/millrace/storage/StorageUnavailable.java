package io.millrace.storage;

/**
 * The database did not answer, or not enough of it, or it is overloaded. The same request may work later. A write that ended
 * so may or may not have happened; all writes of this module can be repeated.
 */
public final class StorageUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StorageUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
