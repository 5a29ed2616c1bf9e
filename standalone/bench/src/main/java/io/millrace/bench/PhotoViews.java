package io.millrace.bench;

import io.millrace.contracts.Topics;
import io.millrace.contracts.event.Event;
import io.millrace.contracts.event.EventCodec;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.posts.Media;
import io.millrace.contracts.posts.MediaEvent;
import io.millrace.contracts.posts.MediaId;
import io.millrace.standalone.load.KeepAliveConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Looks at photos as somebody does who is not signed in, as soon as the log says that they are rendered. Nobody asks before that:
 * asking for thousands that are not there yet would be a load of its own. From then on it is asked for each 50 ms.
 */
final class PhotoViews implements AutoCloseable {
    /** The longest side in pixels, which is the rendition's name. */
    private static final String LARGE = "1080";

    private static final int VIEWERS = 4;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long ASK_NANOS = Duration.ofMillis(50).toNanos();
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Gateway gateway;
    private final KafkaConsumer<byte[], byte[]> log;
    private final EventCodec<MediaEvent> codec = new EventCodec<>(EventFamily.MEDIA);
    private final Map<MediaId, CompletableFuture<Rendered>> rendered = new ConcurrentHashMap<>();
    private final ExecutorService viewers;
    private final ThreadLocal<KeepAliveConnection> connections;
    private final AtomicInteger missing = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final Thread thread = new Thread(this::listen, "renditions");
    private volatile boolean ended;

    /** What became of a photo, and when the log said so, in {@link System#nanoTime}. */
    private record Rendered(Media.State state, long at) {}

    /** Hears of each photo how long after its upload it was rendered, and how long until it was shown. */
    @FunctionalInterface
    interface Listener {
        void shown(long renderedNanos, long shownNanos);
    }

    PhotoViews(Gateway gateway, String brokers, String prefix) {
        this.gateway = gateway;
        this.connections = ThreadLocal.withInitial(gateway::connect);
        this.viewers = Executors.newFixedThreadPool(VIEWERS, task -> {
            Thread viewer = new Thread(task, "viewer");
            viewer.setDaemon(true);
            return viewer;
        });
        this.log = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = log.partitionsFor(Topics.MEDIA.name(prefix)).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        log.assign(partitions);
        log.seekToEnd(partitions);
        partitions.forEach(log::position);
        thread.setDaemon(true);
        thread.start();
    }

    /** @param since when the upload was acknowledged, in {@link System#nanoTime} */
    void expect(MediaId photo, long since, Listener listener) {
        missing.incrementAndGet();
        of(photo).thenAcceptAsync(found -> view(photo, found, since, listener), viewers);
    }

    /** How many photos are not shown yet. */
    int missing() {
        return missing.get();
    }

    /** How many were not rendered, for a reason, or rendered and never shown. */
    int failed() {
        return failed.get();
    }

    /** Waits until all are shown; not for ever. */
    void awaitAll(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (missing.get() > 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(ASK_NANOS);
        }
    }

    private CompletableFuture<Rendered> of(MediaId photo) {
        return rendered.computeIfAbsent(photo, id -> new CompletableFuture<>());
    }

    private void view(MediaId photo, Rendered found, long since, Listener listener) {
        rendered.remove(photo);
        long deadline = System.nanoTime() + LIMIT.toNanos();
        boolean shown = false;
        while (found.state() == Media.State.READY && !shown && System.nanoTime() < deadline) {
            shown = isShown(photo);
            if (!shown) {
                LockSupport.parkNanos(ASK_NANOS);
            }
        }
        if (shown) {
            listener.shown(found.at() - since, System.nanoTime() - since);
        } else {
            failed.incrementAndGet();
        }
        missing.decrementAndGet();
    }

    private boolean isShown(MediaId photo) {
        try {
            return connections
                            .get()
                            .exchange(gateway.get("/media/" + photo + "/" + LARGE))
                            .status()
                    == 200;
        } catch (IOException e) {
            connections.remove();
            return false;
        }
    }

    private void listen() {
        while (!ended) {
            for (ConsumerRecord<byte[], byte[]> record : log.poll(POLL)) {
                Event<MediaEvent> event = codec.read(name -> header(record, name), record.value());
                if (event != null && event.data() instanceof MediaEvent.MediaRendered done) {
                    of(done.media().id()).complete(new Rendered(done.media().state(), System.nanoTime()));
                }
            }
        }
        log.close();
    }

    private static byte @Nullable [] header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : header.value();
    }

    @Override
    public void close() throws InterruptedException {
        ended = true;
        thread.join();
        viewers.shutdownNow();
        viewers.awaitTermination(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }
}
