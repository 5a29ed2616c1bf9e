package io.millrace.streams.writeback;

/** Is told of each value that a {@link WriteBackStore} wrote. */
@FunctionalInterface
public interface FlushListener<K> {
    void flushed(K key, byte[] value);

    static <K> FlushListener<K> none() {
        return (key, value) -> {};
    }
}
