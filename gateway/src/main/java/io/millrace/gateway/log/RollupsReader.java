package io.millrace.gateway.log;

import io.millrace.contracts.event.Event;
import io.millrace.contracts.event.EventCodec;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.event.UnreadableEvent;
import io.millrace.contracts.telemetry.Rollup;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.FluxSink;

/** One thread that reads the topic of rollups until it is stopped; whatever happens to the broker, it tries again. */
final class RollupsReader {
    private static final Logger log = LoggerFactory.getLogger(RollupsReader.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /**
     * Reading begins a little in the past: a follower first reads the stored rollups, and these are some moments behind the
     * log.
     */
    private static final Duration OVERLAP = Duration.ofSeconds(20);

    private final EventCodec<Rollup> codec = new EventCodec<>(EventFamily.ROLLUPS);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final String topic;
    private final Map<String, Set<FluxSink<Rollup>>> followers;
    private volatile @Nullable Consumer<byte[], byte[]> open;

    RollupsReader(
            Supplier<Consumer<byte[], byte[]>> consumers, String topic, Map<String, Set<FluxSink<Rollup>>> followers) {
        this.consumers = consumers;
        this.topic = topic;
        this.followers = followers;
    }

    void start() {
        Thread thread = new Thread(this::run, "rollups-tail");
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

    private void run() {
        while (stopped.getCount() > 0) {
            try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                open = consumer;
                read(consumer);
            } catch (WakeupException e) {
                return;
            } catch (KafkaException e) {
                log.warn("Live telemetry pauses, because the topic {} cannot be read: {}", topic, e.getMessage());
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
        consumer.assign(partitions);
        seek(consumer, partitions);
        while (stopped.getCount() > 0) {
            consumer.poll(POLL).forEach(this::pass);
        }
    }

    private static void seek(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        long since = System.currentTimeMillis() - OVERLAP.toMillis();
        consumer.seekToEnd(partitions);
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, since));
        consumer.offsetsForTimes(times).forEach((partition, found) -> seek(consumer, partition, found));
    }

    private static void seek(
            Consumer<byte[], byte[]> consumer, TopicPartition partition, @Nullable OffsetAndTimestamp found) {
        if (found != null) {
            consumer.seek(partition, found.offset());
        }
    }

    /** Gives a rollup to those who follow its subject. The others are told by their keys and never parsed. */
    private void pass(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            return;
        }
        String key = new String(record.key(), StandardCharsets.UTF_8);
        int end = key.indexOf('|');
        Set<FluxSink<Rollup>> sinks = end < 0 ? null : followers.get(key.substring(0, end));
        if (sinks == null) {
            return;
        }
        try {
            Event<Rollup> event = codec.read(name -> header(record, name), record.value());
            if (event != null) {
                sinks.forEach(sink -> sink.next(event.data()));
            }
        } catch (UnreadableEvent e) {
            log.debug("Skipped an unreadable rollup at {}-{} {}", topic, record.partition(), record.offset(), e);
        }
    }

    private static byte @Nullable [] header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : header.value();
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
