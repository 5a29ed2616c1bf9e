package io.millrace.streams.writeback;

/**
 * How the entries of a {@link WriteBackStore} are written down.
 *
 * @param <K> the key, with equals and hashCode
 * @param <V> the value, mutable
 */
public interface StoredForm<K, V> {
    /** The key in bytes; entries are kept in the order of these bytes, unsigned. */
    byte[] key(K key);

    /**
     * The value in bytes, as it is now.
     *
     * @param partition the partition of the log whose state this is
     */
    byte[] value(K key, V value, int partition);

    /** Reads what {@link #value} wrote. */
    V read(byte[] value);

    /** Makes the value of a key that the store does not have. */
    V fresh();
}
