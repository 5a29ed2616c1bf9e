package io.millrace.ingest.log;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import reactor.core.publisher.Mono;
import reactor.kafka.sender.KafkaSender;
import reactor.kafka.sender.SenderOptions;
import reactor.kafka.sender.SenderRecord;
import reactor.kafka.sender.SenderResult;
import reactor.util.retry.Retry;

/** The topic for records that a projection cannot read or apply: the record as it was, and in headers where it was and why. */
final class DeadLetters implements AutoCloseable {
    private static final int MAX_REASON = 1_000;

    private final KafkaSender<byte[], byte[]> sender;
    private final String topic;
    private final String projection;

    DeadLetters(String bootstrapServers, String topic, String projection) {
        this.topic = topic;
        this.projection = projection;
        this.sender = KafkaSender.create(SenderOptions.create(Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.CLIENT_ID_CONFIG,
                topic + "." + projection,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class)));
    }

    /** Done when the record is safe there; the broker being away delays it, and never loses the record. */
    Mono<Void> bury(ConsumerRecord<byte[], byte[]> record, Throwable cause) {
        return Mono.defer(() -> sender.send(Mono.just(SenderRecord.create(letter(record, cause), record.offset())))
                        .single()
                        .flatMap(DeadLetters::checked))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200)).maxBackoff(Duration.ofSeconds(5)));
    }

    private static Mono<Void> checked(SenderResult<Long> result) {
        return result.exception() == null ? Mono.empty() : Mono.error(result.exception());
    }

    private ProducerRecord<byte[], byte[]> letter(ConsumerRecord<byte[], byte[]> record, Throwable cause) {
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(topic, record.key(), record.value());
        record.headers().forEach(letter.headers()::add);
        String reason = cause.toString();
        letter.headers()
                .add("dlq_projection", ascii(projection))
                .add("dlq_topic", ascii(record.topic()))
                .add("dlq_partition", ascii(String.valueOf(record.partition())))
                .add("dlq_offset", ascii(String.valueOf(record.offset())))
                .add("dlq_error", ascii(reason.substring(0, Math.min(MAX_REASON, reason.length()))));
        return letter;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        sender.close();
    }
}
