package io.millrace.gateway.log;

import io.millrace.gateway.GatewayProperties;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that reads all partitions of a topic, from a while before its start on, until it is stopped; whatever happens to
 * the broker, it tries again. It begins anew then, so a record may come twice.
 */
final class TopicTail {
    private static final Logger log = LoggerFactory.getLogger(TopicTail.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final String topic;
    private final Duration past;
    private final String without;
    private final java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> reader;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable Consumer<byte[], byte[]> open;
    private volatile boolean caughtUp;

    /**
     * @param consumers makes consumers that belong to no group and read committed records
     * @param past how far back reading begins
     * @param without what does not happen while the topic cannot be read, for the operator
     * @param reader is told of each record by that thread; must neither wait nor fail
     */
    TopicTail(
            Supplier<Consumer<byte[], byte[]>> consumers,
            String topic,
            Duration past,
            String without,
            java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        this.consumers = consumers;
        this.topic = topic;
        this.past = past;
        this.without = without;
        this.reader = reader;
    }

    /** Consumers for tails. */
    static Supplier<Consumer<byte[], byte[]>> consumers(GatewayProperties properties, String name) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                properties.brokers(),
                ConsumerConfig.CLIENT_ID_CONFIG,
                name,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false);
        return () -> new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** @param name of the thread */
    void start(String name) {
        Thread thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    void stop() {
        stopped.countDown();
        Consumer<byte[], byte[]> consumer = open;
        if (consumer != null) {
            consumer.wakeup();
        }
    }

    /** Whether the reader was once told of all that was in the topic. */
    boolean hasCaughtUp() {
        return caughtUp;
    }

    static byte @Nullable [] header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : header.value();
    }

    private void run() {
        while (stopped.getCount() > 0) {
            try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                open = consumer;
                read(consumer);
            } catch (WakeupException e) {
                return;
            } catch (KafkaException e) {
                log.warn("{}, because the topic {} cannot be read: {}", without, topic, e.getMessage());
                pause();
            } finally {
                open = null;
            }
        }
    }

    private void read(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        if (partitions.isEmpty()) {
            // A poll without partitions would end this thread for good; the topic may yet be made.
            throw new UnknownTopicOrPartitionException("There is no such topic");
        }
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        seek(consumer, ends);
        while (stopped.getCount() > 0) {
            consumer.poll(POLL).forEach(reader);
            caughtUp = caughtUp
                    || ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
        }
    }

    /**
     * To the first record that is young enough; where there is none, to the end that was seen before it was looked for. What the
     * consumer calls the end would be asked for at its next poll only, past what came meanwhile.
     */
    private void seek(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        long since = System.currentTimeMillis() - past.toMillis();
        Map<TopicPartition, Long> times = new HashMap<>();
        ends.keySet().forEach(partition -> times.put(partition, since));
        consumer.offsetsForTimes(times)
                .forEach((partition, found) ->
                        consumer.seek(partition, found != null ? found.offset() : ends.get(partition)));
    }

    private void pause() {
        try {
            if (stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                log.debug("Stopped while pausing");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped.countDown();
        }
    }
}
