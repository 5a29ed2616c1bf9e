package io.millrace.bench;

import io.millrace.contracts.Topics;
import io.millrace.contracts.clicks.Click;
import io.millrace.contracts.event.EventCodec;
import io.millrace.contracts.event.EventFamily;
import io.millrace.gateway.log.ClickProducer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The clicks and rollups of a benchmark. */
final class ClickLog implements AutoCloseable {
    private static final int UNACKNOWLEDGED = 20_000;
    private static final Duration POLL = Duration.ofSeconds(2);

    private final String brokers;
    private final OwnTopics topics;
    private final String prefix;

    ClickLog(String brokers) throws InterruptedException {
        this.brokers = brokers;
        this.topics = new OwnTopics(brokers, Topics.ANALYTICS, "quotas");
        this.prefix = topics.prefix();
    }

    String prefix() {
        return prefix;
    }

    /** Appends clicks as a gateway does, and returns when all are acknowledged. */
    void append(ClickStream clicks, long count) throws InterruptedException {
        EventCodec<Click> codec = new EventCodec<>(EventFamily.CLICKS);
        Semaphore free = new Semaphore(UNACKNOWLEDGED);
        AtomicLong failures = new AtomicLong();
        try (ClickProducer producer = new ClickProducer(brokers, Topics.CLICKS.name(prefix), "bench")) {
            for (long i = 0; i < count; i++) {
                Click click = clicks.next();
                free.acquire();
                producer.send(
                        ascii(click.key().value()),
                        codec.value(click),
                        ascii(click.id().toString()),
                        ascii(click.at().toString()),
                        click.at().toEpochMilli(),
                        failure -> {
                            failures.addAndGet(failure == null ? 0 : 1);
                            free.release();
                        });
            }
            free.acquire(UNACKNOWLEDGED);
        }
        if (failures.get() > 0) {
            throw new BenchException(failures.get() + " clicks could not be appended to the log");
        }
    }

    /** How many clicks were counted and committed. */
    long counted() throws InterruptedException, ExecutionException {
        return topics.committed(Topics.ANALYTICS);
    }

    /** The newest value of each key in the rollups, of committed transactions alone. */
    Map<String, byte[]> rollups() {
        Map<String, byte[]> newest = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                brokers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class))) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.TELEMETRY_ROLLUPS.name(prefix)).stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    newest.put(new String(record.key(), StandardCharsets.UTF_8), record.value());
                }
            }
        }
        return newest;
    }

    @Override
    public void close() {
        topics.close();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
