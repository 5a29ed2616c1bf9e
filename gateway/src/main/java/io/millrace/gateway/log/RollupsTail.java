package io.millrace.gateway.log;

import io.millrace.contracts.event.Event;
import io.millrace.contracts.event.EventCodec;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.event.UnreadableEvent;
import io.millrace.contracts.telemetry.Rollup;
import io.millrace.contracts.telemetry.Subject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.BufferOverflowStrategy;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/**
 * The rollups that are appended to the log, for those who follow a subject. It reads the topic only while somebody does.
 *
 * <p>When the gateway stops, all streams end first, so that open pages do not hold up its shutdown.
 */
public final class RollupsTail implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(RollupsTail.class);

    /** How many rollups wait for a slow follower; beyond it the oldest go, because later ones replace them. */
    private static final int PENDING = 4_096;

    /**
     * Reading begins a little in the past: a follower first reads the stored rollups, and these are some moments behind the
     * log.
     */
    private static final Duration OVERLAP = Duration.ofSeconds(20);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final String topic;
    private final Map<String, Set<FluxSink<Rollup>>> followers = new ConcurrentHashMap<>();
    private final EventCodec<Rollup> codec = new EventCodec<>(EventFamily.ROLLUPS);
    private @Nullable TopicTail reader;
    private volatile boolean running;

    /** @param consumers makes consumers that belong to no group and read committed records */
    public RollupsTail(Supplier<Consumer<byte[], byte[]>> consumers, String topic) {
        this.consumers = consumers;
        this.topic = topic;
    }

    /** The rollups of a subject from shortly before now on, until the gateway stops. A rollup may come twice. */
    public Flux<Rollup> of(Subject subject) {
        return Flux.<Rollup>create(sink -> follow(subject, sink), FluxSink.OverflowStrategy.DROP)
                .onBackpressureBuffer(PENDING, BufferOverflowStrategy.DROP_OLDEST);
    }

    private synchronized void follow(Subject subject, FluxSink<Rollup> sink) {
        if (!running) {
            sink.complete();
            return;
        }
        followers
                .computeIfAbsent(subject.value(), name -> ConcurrentHashMap.newKeySet())
                .add(sink);
        sink.onDispose(() -> leave(subject, sink));
        if (reader == null) {
            reader = new TopicTail(consumers, topic, OVERLAP, "Live telemetry pauses", this::pass);
            reader.start("rollups-tail");
        }
    }

    private synchronized void leave(Subject subject, FluxSink<Rollup> sink) {
        followers.computeIfPresent(subject.value(), (name, sinks) -> {
            sinks.remove(sink);
            return sinks.isEmpty() ? null : sinks;
        });
        if (followers.isEmpty() && reader != null) {
            reader.stop();
            reader = null;
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
            Event<Rollup> event = codec.read(name -> TopicTail.header(record, name), record.value());
            if (event != null) {
                sinks.forEach(sink -> sink.next(event.data()));
            }
        } catch (UnreadableEvent e) {
            log.debug("Skipped an unreadable rollup at {}-{} {}", topic, record.partition(), record.offset(), e);
        }
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        followers.values().forEach(sinks -> sinks.forEach(FluxSink::complete));
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
