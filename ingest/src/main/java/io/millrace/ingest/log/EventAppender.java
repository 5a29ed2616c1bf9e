package io.millrace.ingest.log;

import io.millrace.contracts.Topic;
import io.millrace.contracts.event.Event;
import io.millrace.contracts.event.EventCodec;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.event.EventHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import reactor.core.publisher.Mono;
import reactor.kafka.sender.KafkaSender;
import reactor.kafka.sender.SenderOptions;
import reactor.kafka.sender.SenderRecord;
import reactor.kafka.sender.SenderResult;

/** Appends to the topic of one family what ingest itself decides, such as that something has expired. */
public final class EventAppender<E> implements AutoCloseable {
    private static final String SOURCE = "/ingest";
    private static final byte[] TICK_KEY = "tick:ingest".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NOTHING = {};

    private final KafkaSender<byte[], byte[]> sender;
    private final Topic topic;
    private final String name;
    private final EventCodec<E> codec;
    private final Clock clock = Clock.systemUTC();

    public EventAppender(LogAddress address, Topic topic, EventFamily<E> family) {
        this.topic = topic;
        this.name = topic.name(address.prefix());
        this.codec = new EventCodec<>(family);
        this.sender = KafkaSender.create(SenderOptions.create(Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                address.bootstrapServers(),
                ProducerConfig.CLIENT_ID_CONFIG,
                name + ".ingest",
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "zstd",
                ProducerConfig.LINGER_MS_CONFIG,
                2,
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class)));
    }

    /** Appends an event to the partition of its key; done when all in-sync replicas have it; else {@link LogUnavailable}. */
    public Mono<Void> append(String key, E data) {
        return append(key, key, data);
    }

    /** The same for a topic whose partitions follow something else than the key. */
    public Mono<Void> append(String key, String partitionedBy, E data) {
        return Mono.defer(() -> {
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                    name, Partitions.of(topic, partitionedBy), key.getBytes(StandardCharsets.UTF_8), codec.value(data));
            codec.headers(new Event<>(UUID.randomUUID().toString(), SOURCE, clock.instant(), data))
                    .forEach(record.headers()::add);
            return send(record).then();
        });
    }

    /** Appends a record that means nothing, and gives its offset: whoever has read so far has read all that was appended before. */
    Mono<Long> tick(int partition) {
        return Mono.defer(() -> send(new ProducerRecord<>(
                        name,
                        partition,
                        TICK_KEY,
                        NOTHING,
                        List.of(new RecordHeader(
                                EventHeaders.TYPE, EventHeaders.TICK_TYPE.getBytes(StandardCharsets.US_ASCII))))))
                .map(RecordMetadata::offset);
    }

    private Mono<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
        return sender.send(Mono.just(SenderRecord.create(record, name)))
                .single()
                .flatMap(EventAppender::checked)
                .onErrorMap(KafkaException.class, LogUnavailable::new);
    }

    private static Mono<RecordMetadata> checked(SenderResult<String> result) {
        return result.exception() == null ? Mono.just(result.recordMetadata()) : Mono.error(result.exception());
    }

    @Override
    public void close() {
        sender.close();
    }
}
