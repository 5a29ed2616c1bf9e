package io.millrace.streams;

import static org.apache.kafka.clients.consumer.ConsumerConfig.AUTO_OFFSET_RESET_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.GROUP_INSTANCE_ID_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.MAX_POLL_RECORDS_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.BATCH_SIZE_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.COMPRESSION_TYPE_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.MAX_BLOCK_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.TRANSACTION_TIMEOUT_CONFIG;
import static org.apache.kafka.streams.StreamsConfig.*;

import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;

/** The settings in Kafka Streams' own words. */
public final class StreamsProperties {
    private StreamsProperties() {}

    /** What both the topology and the running application are made with. */
    public static Properties of(StreamsSettings settings) {
        Properties config = new Properties();
        config.putAll(Map.of(
                APPLICATION_ID_CONFIG, settings.application(),
                BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers(),
                STATE_DIR_CONFIG, settings.directory().toString(),
                NUM_STREAM_THREADS_CONFIG, settings.threads(),
                COMMIT_INTERVAL_MS_CONFIG, settings.commitInterval().toMillis(),
                NUM_STANDBY_REPLICAS_CONFIG, settings.standbys(),
                PROCESSING_GUARANTEE_CONFIG, EXACTLY_ONCE_V2,
                ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true,
                TOPOLOGY_OPTIMIZATION_CONFIG, StreamsConfig.OPTIMIZE));
        // The stores here are their own caches.
        config.put(STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        config.put(ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksDbBounds.class);
        config.put(RocksDbBounds.MEMORY, settings.stateMemory());
        // The brokers' own default: what the cluster has.
        config.put(REPLICATION_FACTOR_CONFIG, -1);
        config.put(ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, settings.deadLetters());
        config.put(DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, UnreadableRecords.class);
        config.put(PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, UncountableRecords.class);
        clients(config, settings);
        return config;
    }

    private static void clients(Properties config, StreamsSettings settings) {
        config.put(mainConsumerPrefix(GROUP_INSTANCE_ID_CONFIG), InstanceName.in(settings.directory()));
        // An instance that is started again within this time finds its partitions as it left them.
        config.put(mainConsumerPrefix(SESSION_TIMEOUT_MS_CONFIG), 15_000);
        config.put(mainConsumerPrefix(HEARTBEAT_INTERVAL_MS_CONFIG), 3_000);
        config.put(mainConsumerPrefix(AUTO_OFFSET_RESET_CONFIG), "earliest");
        config.put(mainConsumerPrefix(MAX_POLL_RECORDS_CONFIG), 5_000);
        config.put(BUFFERED_RECORDS_PER_PARTITION_CONFIG, 5_000);
        // Readers of the rollups wait for this long when an instance dies for good in the middle of a transaction.
        config.put(producerPrefix(TRANSACTION_TIMEOUT_CONFIG), 10_000);
        // A commit waits for the broker however long it is away: one that times out may lose whole stores. By then
        // the broker has ended the transaction and refuses it, and the tasks are made anew. See ADR 64.
        config.put(producerPrefix(MAX_BLOCK_MS_CONFIG), Long.MAX_VALUE);
        config.put(producerPrefix(DELIVERY_TIMEOUT_MS_CONFIG), Integer.MAX_VALUE);
        config.put(producerPrefix(COMPRESSION_TYPE_CONFIG), "lz4");
        config.put(producerPrefix(BATCH_SIZE_CONFIG), 128 * 1024);
    }
}
