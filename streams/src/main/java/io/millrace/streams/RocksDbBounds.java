package io.millrace.streams;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/** One cache and one write-buffer budget for all RocksDB stores of the process, whatever the number of partitions. */
public final class RocksDbBounds implements RocksDBConfigSetter {
    /** The setting that holds the bound, in bytes. The first store to be opened decides for the process. */
    static final String MEMORY = "millrace.state.memory";

    private static final double INDEX_SHARE = 0.1;
    private static @Nullable Shared shared;

    @Override
    public void setConfig(String store, Options options, Map<String, Object> configs) {
        long memory = Long.parseLong(String.valueOf(configs.get(MEMORY)));
        Shared memoryOfAll = shared(memory);
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(memoryOfAll.cache());
        table.setCacheIndexAndFilterBlocks(true);
        table.setCacheIndexAndFilterBlocksWithHighPriority(true);
        table.setPinTopLevelIndexAndFilter(true);
        options.setWriteBufferManager(memoryOfAll.writeBuffers());
        options.setTableFormatConfig(table);
        options.setMaxWriteBufferNumber(2);
        options.setWriteBufferSize(Math.max(1024 * 1024, memory / 16));
    }

    private static synchronized Shared shared(long memory) {
        Shared made = shared;
        if (made == null) {
            RocksDB.loadLibrary();
            Cache cache = new LRUCache(memory, -1, false, INDEX_SHARE);
            made = new Shared(cache, new WriteBufferManager(memory / 2, cache));
            shared = made;
        }
        return made;
    }

    @Override
    public void close(String store, Options options) {
        // What is shared stays until the process ends.
    }

    private record Shared(Cache cache, WriteBufferManager writeBuffers) {}
}
