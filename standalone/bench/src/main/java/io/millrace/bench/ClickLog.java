package io.millrace.bench;

import io.millrace.contracts.Topics;
import io.millrace.contracts.clicks.Click;
import io.millrace.contracts.event.EventCodec;
import io.millrace.contracts.event.EventFamily;
import io.millrace.gateway.log.ClickProducer;
import io.millrace.infra.topics.TopicsProvisioner;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Topics of a benchmark's own on the running brokers; deleted when it is closed. */
final class ClickLog implements AutoCloseable {
    private static final int UNACKNOWLEDGED = 20_000;
    private static final Duration POLL = Duration.ofSeconds(2);

    private final String brokers;
    private final String prefix = "bench-" + UUID.randomUUID().toString().substring(0, 8) + ".";
    private final Admin admin;

    ClickLog(String brokers) throws InterruptedException {
        this.brokers = brokers;
        TopicsProvisioner.provision(brokers, prefix, 1);
        this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers));
    }

    String prefix() {
        return prefix;
    }

    /** What the analytics of this prefix is called on the brokers. */
    private String application() {
        return prefix.replace('.', '-') + Topics.ANALYTICS;
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
        return admin.listConsumerGroupOffsets(application()).partitionsToOffsetAndMetadata().get().values().stream()
                .mapToLong(OffsetAndMetadata::offset)
                .sum();
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
        try {
            List<String> mine = admin.listTopics().names().get().stream()
                    .filter(name -> name.startsWith(prefix) || name.startsWith(application()))
                    .toList();
            admin.deleteTopics(mine).all().get();
            // Members with a fixed name do not leave when they close.
            admin.removeMembersFromConsumerGroup(application(), new RemoveMembersFromConsumerGroupOptions())
                    .all()
                    .get();
            admin.deleteConsumerGroups(List.of(application())).all().get();
        } catch (ExecutionException e) {
            System.err.println("Topics that begin with " + prefix + " could not be deleted: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            admin.close();
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
