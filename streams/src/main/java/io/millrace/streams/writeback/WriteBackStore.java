package io.millrace.streams.writeback;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/**
 * A store whose values are objects in the heap, changed in place, and written to a logged store and passed on once for each
 * commit. Between two commits a value that changes a thousand times costs a thousand additions and one write.
 *
 * <p>Nothing is in the heap only when offsets are committed: Kafka Streams calls {@link #flushCache()} before each commit of
 * the task, as it does with its own caching stores. That hook ({@link CachedStateStore}) is internal to Kafka Streams; this
 * class and {@link NodeForward} are the only ones that use such types, see {@code docs/adr/0040-write-back-counting.md}.
 *
 * <p>Belongs to one stream thread. When a task is closed without a commit, what the heap held is dropped with the transaction.
 */
public final class WriteBackStore<K, V> implements StateStore, CachedStateStore<K, V> {
    private static final int[] EVICTION_AGES = {16, 4, 1, 0};

    private final KeyValueStore<Bytes, byte[]> inner;
    private final StoredForm<K, V> form;
    private final HeapBounds bounds;
    private final Map<K, Entry<K, V>> heap = new HashMap<>();
    private final List<Entry<K, V>> changed = new ArrayList<>();
    private FlushListener<K> listener = FlushListener.none();
    private Runnable commitRequest = () -> {};
    private long heapBytes;
    private long round;
    private int partition;

    WriteBackStore(KeyValueStore<Bytes, byte[]> inner, StoredForm<K, V> form, HeapBounds bounds) {
        this.inner = inner;
        this.form = form;
        this.bounds = bounds;
    }

    /** Is told of each value that was written, before the commit. To be called by the processor's init. */
    public void onFlush(FlushListener<K> told) {
        this.listener = told;
    }

    /** Is called when so much has changed that a commit should not wait for its interval. */
    public void onFull(Runnable request) {
        this.commitRequest = request;
    }

    /** The value as it is, not to be changed; a fresh one for a new key. */
    public V read(K key) {
        return entry(key).value;
    }

    private Entry<K, V> entry(K key) {
        Entry<K, V> entry = heap.get(key);
        if (entry == null) {
            entry = load(key);
            heap.put(key, entry);
        }
        entry.usedInRound = round;
        return entry;
    }

    /** The value, to be changed by the caller before its next call; a fresh one for a new key. */
    public V edit(K key) {
        Entry<K, V> entry = entry(key);
        if (!entry.changed) {
            entry.changed = true;
            changed.add(entry);
            if (changed.size() == bounds.changedEntries()) {
                commitRequest.run();
            }
        }
        return entry.value;
    }

    private Entry<K, V> load(K key) {
        byte[] stored = inner.get(Bytes.wrap(form.key(key)));
        V value = stored == null ? form.fresh() : form.read(stored);
        Entry<K, V> entry = new Entry<>(key, value);
        entry.weight = stored == null ? 0 : stored.length + Entry.OVERHEAD;
        heapBytes += entry.weight;
        return entry;
    }

    /** How many values the heap holds; for tests and metrics. */
    public int inHeap() {
        return heap.size();
    }

    /**
     * Removes up to {@code most} entries whose keys come before the limit, in the order of keys. Entries that were changed
     * since the last commit stay until the next call.
     *
     * @return how many were removed
     */
    public int removeBefore(byte[] limit, int most) {
        List<Bytes> old = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> entries = inner.range(null, Bytes.wrap(limit))) {
            while (entries.hasNext() && old.size() < most) {
                old.add(entries.next().key);
            }
        }
        if (old.isEmpty()) {
            return 0;
        }
        heap.values().removeIf(entry -> {
            boolean removable = !entry.changed && Arrays.compareUnsigned(form.key(entry.key), limit) <= 0;
            heapBytes -= removable ? entry.weight : 0;
            return removable;
        });
        changed.forEach(entry -> old.remove(Bytes.wrap(form.key(entry.key))));
        old.forEach(inner::delete);
        return old.size();
    }

    /**
     * Shows all entries between two keys as they are now, in no particular order. Reads them all from the store beneath: for what
     * happens seldom.
     *
     * @param from the first key's bytes
     * @param to comes after the last key's bytes
     * @param reader reads a key's bytes
     */
    public void forEach(byte[] from, byte[] to, Function<byte[], K> reader, BiConsumer<K, V> visitor) {
        Set<K> seen = new HashSet<>();
        for (Entry<K, V> entry : changed) {
            byte[] key = form.key(entry.key);
            if (Arrays.compareUnsigned(key, from) >= 0 && Arrays.compareUnsigned(key, to) < 0) {
                seen.add(entry.key);
                visitor.accept(entry.key, entry.value);
            }
        }
        try (KeyValueIterator<Bytes, byte[]> entries = inner.range(Bytes.wrap(from), Bytes.wrap(to))) {
            entries.forEachRemaining(stored -> {
                K key = reader.apply(stored.key.get());
                if (!seen.contains(key) && Arrays.compareUnsigned(stored.key.get(), to) < 0) {
                    visitor.accept(key, form.read(stored.value));
                }
            });
        }
    }

    @Override
    public void flushCache() {
        for (Entry<K, V> entry : changed) {
            byte[] value = form.value(entry.key, entry.value, partition);
            inner.put(Bytes.wrap(form.key(entry.key)), value);
            listener.flushed(entry.key, value);
            entry.changed = false;
            heapBytes += value.length + Entry.OVERHEAD - entry.weight;
            entry.weight = value.length + Entry.OVERHEAD;
        }
        changed.clear();
        round++;
        if (heapBytes > bounds.bytes()) {
            evict();
        }
    }

    /** Drops what was not used for longest, by rounds, until half of the room is free. */
    private void evict() {
        for (int age : EVICTION_AGES) {
            long oldest = round - age;
            Iterator<Entry<K, V>> entries = heap.values().iterator();
            while (entries.hasNext() && heapBytes > bounds.bytes() / 2) {
                Entry<K, V> entry = entries.next();
                if (entry.usedInRound < oldest) {
                    heapBytes -= entry.weight;
                    entries.remove();
                }
            }
        }
    }

    @Override
    public void clearCache() {
        heap.clear();
        changed.clear();
        heapBytes = 0;
    }

    @Override
    public boolean setFlushListener(CacheFlushListener<K, V> ignored, boolean sendOldValues) {
        return false;
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        clearCache();
        partition = context.taskId().partition();
        // The inner store registers the root, so that Kafka Streams sees this store's hook.
        inner.init(context, root);
    }

    @Override
    public void flush() {
        inner.flush();
    }

    @Override
    public void close() {
        clearCache();
        inner.close();
    }

    @Override
    public boolean persistent() {
        return inner.persistent();
    }

    @Override
    public boolean isOpen() {
        return inner.isOpen();
    }

    private static final class Entry<K, V> {
        /** Bytes of an entry beside its value: the map's node, the key, the objects' headers. */
        static final int OVERHEAD = 200;

        final K key;
        final V value;
        boolean changed;
        int weight;
        long usedInRound;

        Entry(K key, V value) {
            this.key = key;
            this.value = value;
        }
    }
}
