package io.millrace.gateway.log;

import io.millrace.contracts.telemetry.Rollup;
import io.millrace.contracts.telemetry.Subject;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;
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
    /** How many rollups wait for a slow follower; beyond it the oldest go, because later ones replace them. */
    private static final int PENDING = 4_096;

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final String topic;
    private final Map<String, Set<FluxSink<Rollup>>> followers = new ConcurrentHashMap<>();
    private @Nullable RollupsReader reader;
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
            reader = new RollupsReader(consumers, topic, followers);
            reader.start();
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
