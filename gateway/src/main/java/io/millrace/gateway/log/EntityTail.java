package io.millrace.gateway.log;

import static java.util.Objects.requireNonNull;

import io.millrace.contracts.event.UnreadableEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Follows topics of entities on every partition and tells the listeners what happens, so that a gateway's caches know of a
 * change within a second of it. Sends ticks over the same way and so knows when it is cut off ({@link Freshness}). Reading
 * starts a little in the past, because the view that the caches are filled from lags behind the log. After a failure it
 * goes on where it was.
 */
public final class EntityTail implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(EntityTail.class);
    private static final Duration OVERLAP = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long TICK_NANOS = 500_000_000;
    private static final long PAUSE_MILLIS = 1_000;

    /** Before the web server, and ends after it. */
    private static final int PHASE = 10;

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Map<String, Feed<?>> feeds;
    private final Map<String, Ticks> ticks;
    private final Freshness freshness;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private @Nullable Thread thread;
    private volatile @Nullable Consumer<byte[], byte[]> open;
    private volatile boolean running;

    /**
     * @param consumers makes consumers that belong to no group and read committed records
     * @param producers makes producers that give up soon
     * @param gateway names this gateway
     */
    EntityTail(
            Supplier<Consumer<byte[], byte[]>> consumers,
            Supplier<Producer<byte[], byte[]>> producers,
            List<Feed<?>> feeds,
            Freshness freshness,
            String gateway) {
        this.consumers = consumers;
        this.producers = producers;
        this.feeds = feeds.stream().collect(Collectors.toUnmodifiableMap(Feed::topic, Function.identity()));
        this.ticks = feeds.stream()
                .collect(Collectors.toUnmodifiableMap(Feed::topic, feed -> new Ticks(feed.topic(), gateway)));
        this.freshness = freshness;
    }

    @Override
    public void start() {
        running = true;
        Thread started = new Thread(this::run, "entity-tail");
        started.setDaemon(true);
        started.start();
        thread = started;
    }

    @Override
    public void stop() {
        running = false;
        Consumer<byte[], byte[]> consumer = open;
        Thread started = thread;
        if (consumer != null) {
            // An interrupt would hit the clients while they close.
            consumer.wakeup();
        } else if (started != null) {
            started.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private void run() {
        while (running) {
            try (Consumer<byte[], byte[]> consumer = consumers.get();
                    Producer<byte[], byte[]> producer = producers.get()) {
                open = consumer;
                follow(consumer, producer);
            } catch (WakeupException | InterruptException e) {
                log.debug("The tail of {} ends", feeds.keySet());
            } catch (KafkaException e) {
                log.warn("The topics {} cannot be followed: {}", feeds.keySet(), e.getMessage());
                pause();
            } finally {
                open = null;
            }
        }
    }

    private void follow(Consumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer) {
        List<TopicPartition> partitions = new ArrayList<>();
        ticks.forEach((topic, of) -> {
            List<PartitionInfo> known = consumer.partitionsFor(topic);
            known.forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
            of.reset(known.size());
        });
        consumer.assign(partitions);
        seek(consumer, partitions);
        long nextTick = System.nanoTime();
        while (running) {
            if (System.nanoTime() - nextTick >= 0) {
                nextTick = System.nanoTime() + TICK_NANOS;
                ticks.values().forEach(of -> of.send(producer, System.nanoTime()));
            }
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            for (ConsumerRecord<byte[], byte[]> record : records) {
                if (!requireNonNull(ticks.get(record.topic())).take(record)) {
                    pass(record);
                }
                positions.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
            }
            long proven =
                    ticks.values().stream().mapToLong(Ticks::provenAt).min().orElse(Long.MIN_VALUE);
            if (proven != Long.MIN_VALUE) {
                freshness.proven(proven);
            }
        }
    }

    private void seek(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        if (positions.isEmpty()) {
            long since = System.currentTimeMillis() - OVERLAP.toMillis();
            Map<TopicPartition, Long> times = new HashMap<>();
            partitions.forEach(partition -> times.put(partition, since));
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
            for (TopicPartition partition : partitions) {
                OffsetAndTimestamp offset = found.get(partition);
                positions.put(partition, offset == null ? ends.getOrDefault(partition, 0L) : offset.offset());
            }
        }
        positions.forEach(consumer::seek);
    }

    private void pass(ConsumerRecord<byte[], byte[]> record) {
        try {
            requireNonNull(feeds.get(record.topic())).pass(name -> header(record, name), record.value());
        } catch (UnreadableEvent | IllegalArgumentException e) {
            log.warn("Passed over {}-{} {}: {}", record.topic(), record.partition(), record.offset(), e.toString());
        }
    }

    private static byte @Nullable [] header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : header.value();
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            log.debug("The tail of {} ends", feeds.keySet());
        }
    }
}
