package io.millrace.gateway.log;

import io.millrace.contracts.event.EventHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Appends clicks to the log. A click is sent until it is acknowledged, however long the brokers are away: were one given up
 * while later ones of its partition arrive, those who count by the highest position seen would take its second sending for
 * a repetition. One request at a time keeps the order within a partition, and the idempotent producer keeps repetitions out.
 */
public final class ClickProducer implements AutoCloseable {
    private static final Header SPEC_VERSION = header(EventHeaders.SPEC_VERSION, "1.0");
    private static final Header TYPE = header(EventHeaders.TYPE, "millrace.click");
    private static final Header CONTENT_TYPE = header(EventHeaders.CONTENT_TYPE, "application/json");
    private static final int LINGER_MILLIS = 50;
    private static final int BATCH_BYTES = 128 * 1024;
    private static final long BUFFER_BYTES = 24L << 20;
    private static final int MAX_BLOCK_MILLIS = 5_000;

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final Header source;

    /** Is told once for each click whether it is in the log, by a thread of the producer that must not be held up. */
    @FunctionalInterface
    public interface Acknowledgement {
        /** The click is in the log, or could not be sent and this producer is of no further use. */
        void done(@Nullable Exception failure);
    }

    /**
     * @param bootstrap the brokers
     * @param topic where clicks go
     * @param gateway names this gateway, as the events' source
     */
    public ClickProducer(String bootstrap, String topic, String gateway) {
        this.topic = topic;
        this.source = header(EventHeaders.SOURCE, "/gateway/" + gateway);
        this.producer = new KafkaProducer<>(Map.ofEntries(
                Map.entry(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap),
                Map.entry(ProducerConfig.CLIENT_ID_CONFIG, "clicks-" + gateway),
                Map.entry(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class),
                Map.entry(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class),
                Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
                Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
                // A broker that has just started knows no sequence of this producer and takes any: with more requests
                // under way, a later batch would overtake an earlier one that came before the leader was ready.
                Map.entry(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1),
                Map.entry(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE),
                Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE),
                Map.entry(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000),
                Map.entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd"),
                Map.entry(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS),
                Map.entry(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES),
                Map.entry(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES),
                Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS),
                Map.entry(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false)));
    }

    /**
     * Sends a click. Waits up to 5 s when the brokers were never reached.
     *
     * @param key the link's key
     * @param value the click as JSON
     * @param id the click's id
     * @param at when it happened, as in the value
     */
    public void send(byte[] key, byte[] value, byte[] id, byte[] at, long atMillis, Acknowledgement acknowledgement) {
        List<Header> headers = List.of(
                SPEC_VERSION,
                new RecordHeader(EventHeaders.ID, id),
                TYPE,
                source,
                new RecordHeader(EventHeaders.TIME, at),
                CONTENT_TYPE);
        producer.send(
                new ProducerRecord<>(topic, null, atMillis, key, value, headers),
                (metadata, failure) -> acknowledgement.done(failure));
    }

    /** Closes without waiting; what was not acknowledged fails. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.US_ASCII));
    }
}
