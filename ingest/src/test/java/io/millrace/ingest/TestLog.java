package io.millrace.ingest;

import io.millrace.contracts.Topic;
import io.millrace.contracts.Topics;
import io.millrace.contracts.event.Event;
import io.millrace.contracts.event.EventCodec;
import io.millrace.contracts.event.EventFamily;
import io.millrace.infra.testing.SharedRuntime;
import io.millrace.ingest.log.LogAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A log of a test's own on a real broker, and what an operator can ask about it. */
public final class TestLog implements AutoCloseable {
    private final String broker = SharedRuntime.engines().kafka();
    private final String prefix = SharedRuntime.freshPrefix();
    private final Admin admin = Admin.create(Map.of("bootstrap.servers", broker));
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", broker, "acks", "all", "max.request.size", 4 << 20),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    private final Queue<Future<RecordMetadata>> unanswered = new ConcurrentLinkedQueue<>();

    public LogAddress address() {
        return new LogAddress(broker, prefix);
    }

    /** Appends an event as the gateway does: to the partition that its key decides. Safe when {@link #flush()} returns. */
    public <E> void append(Topic topic, EventFamily<E> family, String key, E data) {
        send(event(topic, null, family, key, data));
    }

    /** Appends an event to a partition, whatever its key. */
    public <E> void append(Topic topic, int partition, EventFamily<E> family, String key, E data) {
        send(event(topic, partition, family, key, data));
    }

    /** Appends anything at all. */
    public void appendRaw(Topic topic, int partition, byte[] key, byte[] value, Map<String, String> headers) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic.name(prefix), partition, key, value);
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        send(record);
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        unanswered.add(producer.send(record));
    }

    /** Waits until all that was appended is safe; fails if something is not. */
    public void flush() {
        producer.flush();
        for (Future<RecordMetadata> answer = unanswered.poll(); answer != null; answer = unanswered.poll()) {
            get(answer::get);
        }
    }

    private <E> ProducerRecord<byte[], byte[]> event(
            Topic topic, Integer partition, EventFamily<E> family, String key, E data) {
        EventCodec<E> codec = new EventCodec<>(family);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topic.name(prefix), partition, key.getBytes(StandardCharsets.UTF_8), codec.value(data));
        codec.headers(new Event<>(key, "/test", Instant.now(), data))
                .forEach((name, value) -> record.headers().add(name, value));
        return record;
    }

    /** What is among the dead letters of ingest now. */
    public List<ConsumerRecord<byte[], byte[]>> deadLetters(Topic topic) {
        return read(List.of(new TopicPartition(topic.deadLetterName(prefix, Topics.INGEST), 0)));
    }

    /** All events that are on a topic now, in the order of each partition. */
    public <E> List<E> events(Topic topic, EventFamily<E> family) {
        EventCodec<E> codec = new EventCodec<>(family);
        return read(IntStream.range(0, topic.partitions())
                        .mapToObj(partition -> new TopicPartition(topic.name(prefix), partition))
                        .toList())
                .stream()
                .map(record -> codec.read(
                        name -> record.headers().lastHeader(name) == null
                                ? null
                                : record.headers().lastHeader(name).value(),
                        record.value()))
                .filter(Objects::nonNull)
                .map(Event::data)
                .toList();
    }

    private List<ConsumerRecord<byte[], byte[]>> read(List<TopicPartition> partitions) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
            }
        }
        return records;
    }

    /** How many records of the topic a projection has acknowledged, over all partitions. */
    public long acknowledged(String projection) {
        return get(() -> admin.listConsumerGroupOffsets(group(projection))
                        .partitionsToOffsetAndMetadata()
                        .get())
                .values()
                .stream()
                .mapToLong(offset -> offset.offset())
                .sum();
    }

    /** How many consumers a projection's group has. */
    public int members(String projection) {
        return get(() -> admin.describeConsumerGroups(List.of(group(projection)))
                        .all()
                        .get())
                .get(group(projection))
                .members()
                .size();
    }

    /** Makes a stopped projection read its topic again from the beginning. */
    public void forget(String projection) {
        get(() -> admin.deleteConsumerGroups(List.of(group(projection))).all().get());
    }

    private String group(String projection) {
        return prefix + "ingest." + projection;
    }

    /** The headers of a record as text. */
    public static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
        return Arrays.stream(record.headers().toArray())
                .collect(Collectors.toMap(
                        header -> header.key(), header -> new String(header.value(), StandardCharsets.UTF_8)));
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }

    private interface Request<T> {
        T run() throws ExecutionException, InterruptedException;
    }

    private static <T> T get(Request<T> request) {
        try {
            return request.run();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
