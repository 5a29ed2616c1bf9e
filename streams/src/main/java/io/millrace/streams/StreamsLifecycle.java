package io.millrace.streams;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Runs one topology from start to stop. A thread that fails is replaced, later and later while it keeps failing. */
public final class StreamsLifecycle implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(StreamsLifecycle.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);
    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final int DOUBLINGS = 7;

    private final Topology topology;
    private final Properties config;
    private final MeterRegistry meters;
    private final AtomicInteger failures = new AtomicInteger();
    private volatile @Nullable KafkaStreams running;
    private @Nullable KafkaStreamsMetrics metrics;

    public StreamsLifecycle(Topology topology, Properties config, MeterRegistry meters) {
        this.topology = topology;
        this.config = config;
        this.meters = meters;
    }

    @Override
    public synchronized void start() {
        if (running != null) {
            return;
        }
        KafkaStreams streams = new KafkaStreams(topology, config);
        streams.setUncaughtExceptionHandler(this::replaceThread);
        streams.setStateListener((now, before) -> {
            log.info("{}: {} -> {}", application(), before, now);
            if (now == KafkaStreams.State.RUNNING) {
                failures.set(0);
            }
        });
        metrics = new KafkaStreamsMetrics(streams);
        metrics.bindTo(meters);
        running = streams;
        streams.start();
    }

    /** Runs on the thread that failed, so the pause holds up nobody else. */
    private StreamThreadExceptionResponse replaceThread(Throwable cause) {
        long pause = FIRST_PAUSE_MILLIS << Math.min(DOUBLINGS, failures.getAndIncrement());
        log.error("A thread of {} failed; another takes its place in {} ms", application(), pause, cause);
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private String application() {
        return config.getProperty(StreamsConfig.APPLICATION_ID_CONFIG);
    }

    /** The state of the application, or null before the start. */
    public KafkaStreams.@Nullable State state() {
        KafkaStreams streams = running;
        return streams == null ? null : streams.state();
    }

    @Override
    public synchronized void stop() {
        KafkaStreams streams = running;
        if (streams == null) {
            return;
        }
        running = null;
        if (metrics != null) {
            metrics.close();
        }
        if (!streams.close(CLOSE_WITHIN)) {
            log.warn("{} did not stop within {}; its state is restored at the next start", application(), CLOSE_WITHIN);
        }
    }

    /** On a thread of its own: several applications that wait for a broker that is away wait at the same time. */
    @Override
    public void stop(Runnable stopped) {
        Thread stopping = new Thread(
                () -> {
                    try {
                        stop();
                    } finally {
                        stopped.run();
                    }
                },
                application() + "-stop");
        stopping.start();
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }
}
