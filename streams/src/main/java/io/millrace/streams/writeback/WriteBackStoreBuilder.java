package io.millrace.streams.writeback;

import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Builds {@link WriteBackStore}s over logged stores. */
public final class WriteBackStoreBuilder<K, V> implements StoreBuilder<WriteBackStore<K, V>> {
    /** Small segments and eager cleaning: a change log holds few versions of an entry, so a restore reads little. */
    private static final Map<String, String> CHANGELOG =
            Map.of("segment.bytes", String.valueOf(32 * 1024 * 1024), "min.cleanable.dirty.ratio", "0.3");

    private final StoreBuilder<KeyValueStore<Bytes, byte[]>> inner;
    private final StoredForm<K, V> form;
    private final HeapBounds bounds;

    /** Over a RocksDB store of that name. */
    public WriteBackStoreBuilder(String name, StoredForm<K, V> form, HeapBounds bounds) {
        this(Stores.persistentKeyValueStore(name), form, bounds);
    }

    /** Over any store. */
    public WriteBackStoreBuilder(KeyValueBytesStoreSupplier inner, StoredForm<K, V> form, HeapBounds bounds) {
        this.inner = Stores.keyValueStoreBuilder(inner, Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(CHANGELOG);
        this.form = form;
        this.bounds = bounds;
    }

    @Override
    public WriteBackStore<K, V> build() {
        return new WriteBackStore<>(inner.build(), form, bounds);
    }

    @Override
    public StoreBuilder<WriteBackStore<K, V>> withCachingEnabled() {
        throw new UnsupportedOperationException("A write-back store is its own cache");
    }

    @Override
    public StoreBuilder<WriteBackStore<K, V>> withCachingDisabled() {
        return this;
    }

    @Override
    public StoreBuilder<WriteBackStore<K, V>> withLoggingEnabled(Map<String, String> config) {
        inner.withLoggingEnabled(config);
        return this;
    }

    @Override
    public StoreBuilder<WriteBackStore<K, V>> withLoggingDisabled() {
        throw new UnsupportedOperationException("Counts that are not logged are lost with the machine");
    }

    @Override
    public Map<String, String> logConfig() {
        return inner.logConfig();
    }

    @Override
    public boolean loggingEnabled() {
        return inner.loggingEnabled();
    }

    @Override
    public String name() {
        return inner.name();
    }
}
