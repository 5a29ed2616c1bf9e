package io.millrace.ingest.log;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.kafka.sender.KafkaSender;
import reactor.kafka.sender.SenderOptions;
import reactor.kafka.sender.SenderRecord;
import reactor.kafka.sender.SenderResult;
import reactor.util.retry.Retry;

/** The topic for records that a projection cannot read or apply: the record as it was, and in headers where it was and why. */
final class DeadLetters implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);
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
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "zstd",
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class)));
    }

    /** Done when the record is safe there; the broker being away delays it, and never loses the record. */
    Mono<Void> bury(ConsumerRecord<byte[], byte[]> record, Throwable cause) {
        return send(letter(record, cause))
                // The headers that are added can make a record too large that just fitted its topic.
                .onErrorResume(RecordTooLargeException.class, tooLarge -> send(emptyLetter(record, cause)))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200))
                        .maxBackoff(Duration.ofSeconds(5))
                        .doBeforeRetry(signal -> log.warn("{} does not take a dead letter", topic, signal.failure())));
    }

    private Mono<Void> send(ProducerRecord<byte[], byte[]> letter) {
        return Mono.defer(() -> sender.send(Mono.just(SenderRecord.create(letter, topic)))
                .single()
                .flatMap(DeadLetters::checked));
    }

    private static Mono<Void> checked(SenderResult<String> result) {
        return result.exception() == null ? Mono.empty() : Mono.error(result.exception());
    }

    private ProducerRecord<byte[], byte[]> letter(ConsumerRecord<byte[], byte[]> record, Throwable cause) {
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(topic, record.key(), record.value());
        record.headers().forEach(letter.headers()::add);
        return addressed(letter, record, cause);
    }

    /** Says where the record is and why, and leaves out what it was. */
    private ProducerRecord<byte[], byte[]> emptyLetter(ConsumerRecord<byte[], byte[]> record, Throwable cause) {
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(topic, null, null);
        letter.headers().add("dlq_omitted", utf8("key, headers and value: too large"));
        return addressed(letter, record, cause);
    }

    private ProducerRecord<byte[], byte[]> addressed(
            ProducerRecord<byte[], byte[]> letter, ConsumerRecord<byte[], byte[]> record, Throwable cause) {
        String reason = cause.getCause() == null ? cause.toString() : cause + ": " + cause.getCause();
        letter.headers()
                .add("dlq_projection", utf8(projection))
                .add("dlq_topic", utf8(record.topic()))
                .add("dlq_partition", utf8(String.valueOf(record.partition())))
                .add("dlq_offset", utf8(String.valueOf(record.offset())))
                .add("dlq_error", utf8(reason.substring(0, Math.min(MAX_REASON, reason.length()))));
        return letter;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        sender.close();
    }
}
