package io.millrace.gateway.log;

import io.millrace.contracts.event.Event;
import io.millrace.contracts.event.EventCodec;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.event.UnreadableEvent;
import io.millrace.contracts.usage.Usage;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Follows the topic of usage on every partition, from a while before the start on, and tells the listeners. A count may come
 * twice; each replaces the one before.
 */
final class UsageTail implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(UsageTail.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final String topic;
    private final Duration past;
    private final List<UsageListener> listeners;
    private final EventCodec<Usage> codec = new EventCodec<>(EventFamily.USAGE);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable Consumer<byte[], byte[]> open;
    private volatile boolean running;

    /** @param past how far back reading begins */
    UsageTail(
            Supplier<Consumer<byte[], byte[]>> consumers, String topic, Duration past, List<UsageListener> listeners) {
        this.consumers = consumers;
        this.topic = topic;
        this.past = past;
        this.listeners = List.copyOf(listeners);
    }

    @Override
    public void start() {
        running = true;
        Thread thread = new Thread(this::run, "usage-tail");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void stop() {
        running = false;
        stopped.countDown();
        Consumer<byte[], byte[]> consumer = open;
        if (consumer != null) {
            consumer.wakeup();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        while (running) {
            try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                open = consumer;
                follow(consumer);
            } catch (WakeupException e) {
                return;
            } catch (KafkaException e) {
                log.warn("Quotas stand still, because the topic {} cannot be read: {}", topic, e.getMessage());
                pause();
            } finally {
                open = null;
            }
        }
    }

    private void follow(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        long since = System.currentTimeMillis() - past.toMillis();
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, since));
        consumer.offsetsForTimes(times).forEach((partition, found) -> {
            if (found != null) {
                consumer.seek(partition, found.offset());
            }
        });
        while (running) {
            consumer.poll(POLL).forEach(this::pass);
        }
    }

    private void pass(ConsumerRecord<byte[], byte[]> record) {
        try {
            Event<Usage> event = codec.read(name -> header(record, name), record.value());
            if (event != null) {
                listeners.forEach(listener -> listener.counted(event.data()));
            }
        } catch (UnreadableEvent e) {
            log.debug("Skipped an unreadable usage at {}-{} {}", topic, record.partition(), record.offset(), e);
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
            running = false;
        }
    }
}
