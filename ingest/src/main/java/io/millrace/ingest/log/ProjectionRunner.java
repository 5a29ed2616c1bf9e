package io.millrace.ingest.log;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.contracts.Topics;
import io.millrace.contracts.event.Event;
import io.millrace.contracts.event.EventCodec;
import io.millrace.storage.StorageUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.kafka.receiver.KafkaReceiver;
import reactor.kafka.receiver.ReceiverOptions;
import reactor.kafka.receiver.ReceiverPartition;
import reactor.kafka.receiver.ReceiverRecord;
import reactor.util.retry.Retry;

/**
 * Feeds a projection from its topic: what one poll brings is split by partition, each partition's events are applied in their
 * order, and offsets are acknowledged after the write. One poll is under way and a few wait; while the database is away the
 * same events are tried again and the consumer is paused, so nothing is lost and nothing piles up.
 */
public final class ProjectionRunner<E> implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(ProjectionRunner.class);
    private static final Duration COMMIT = Duration.ofMillis(500);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    /** How long a rebalance waits for what is under way: long enough for its writes, unless the database is away. */
    private static final Duration REBALANCE_LIMIT = Duration.ofSeconds(10);

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final Projection<E> projection;
    private final LogAddress address;
    private final EventCodec<E> codec;
    private final ProjectionMeters meters;
    private final Progress progress = new Progress();
    private volatile @Nullable Running running;
    /** Of the consumer that was made last; the one before had left by then. */
    private volatile Departure departure = new Departure();

    /** What a start begins and a stop ends. */
    private record Running(Disposable subscription, DeadLetters deadLetters) {}

    /** A record and what it says. */
    private record Read<E>(ReceiverRecord<byte[], byte[]> record, E data) {}

    /** Tells when a consumer has left its group: it closes its deserializers last, after the commit and the farewell. */
    private static final class Departure extends ByteArrayDeserializer {
        private final CountDownLatch gone = new CountDownLatch(1);

        @Override
        public void close() {
            gone.countDown();
        }
    }

    public ProjectionRunner(Projection<E> projection, LogAddress address, MeterRegistry registry) {
        this.projection = projection;
        this.address = address;
        this.codec = new EventCodec<>(projection.family());
        this.meters = new ProjectionMeters(projection.name(), registry);
    }

    @Override
    public void start() {
        DeadLetters deadLetters = new DeadLetters(
                address.bootstrapServers(),
                projection.topic().deadLetterName(address.prefix(), Topics.INGEST),
                projection.name());
        Disposable subscription = Flux.defer(
                        () -> KafkaReceiver.create(options()).receiveBatch())
                .concatMap(poll -> poll.collectList().flatMap(records -> apply(records, deadLetters)), 1)
                .doOnError(error -> progress.stopped())
                .doOnError(error -> log.warn("The view {} is read again from where it was", projection.name(), error))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_PAUSE)
                        .maxBackoff(LONGEST_PAUSE)
                        .transientErrors(true))
                .subscribe();
        running = new Running(subscription, deadLetters);
    }

    private ReceiverOptions<byte[], byte[]> options() {
        departure = new Departure();
        String group = address.prefix() + "ingest." + projection.name();
        return ReceiverOptions.<byte[], byte[]>create(Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        address.bootstrapServers(),
                        ConsumerConfig.GROUP_ID_CONFIG,
                        group,
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        group,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        // What a killed instance leaves unread waits this long; the default of 45 s would be seen.
                        ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                        10_000,
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        projection.recordsTogether(),
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false))
                .withKeyDeserializer(new ByteArrayDeserializer())
                .withValueDeserializer(departure)
                .commitInterval(COMMIT)
                .maxDelayRebalance(REBALANCE_LIMIT)
                .closeTimeout(CLOSE_LIMIT)
                .addAssignListener(assigned -> progress.assigned(partitions(assigned)))
                .addRevokeListener(revoked -> progress.revoked(partitions(revoked)))
                .subscription(List.of(projection.topic().name(address.prefix())));
    }

    private static List<TopicPartition> partitions(Collection<ReceiverPartition> partitions) {
        return partitions.stream().map(ReceiverPartition::topicPartition).toList();
    }

    /** What this instance reads, and how far it has come. */
    Progress progress() {
        return progress;
    }

    private Mono<Void> apply(List<ReceiverRecord<byte[], byte[]>> records, DeadLetters deadLetters) {
        Map<Integer, List<ReceiverRecord<byte[], byte[]>>> partitions =
                records.stream().collect(groupingBy(ConsumerRecord::partition, LinkedHashMap::new, toList()));
        meters.begun(records.stream().mapToLong(ConsumerRecord::timestamp).min().orElse(0));
        return Flux.fromIterable(partitions.values())
                .flatMap(
                        partition -> applyPartition(partition, deadLetters),
                        Math.max(1, Math.min(partitions.size(), projection.partitionsTogether())))
                .then()
                .doFinally(end -> meters.ended());
    }

    private Mono<Void> applyPartition(List<ReceiverRecord<byte[], byte[]>> records, DeadLetters deadLetters) {
        List<Read<E>> read = new ArrayList<>(records.size());
        List<Mono<Void>> unreadable = new ArrayList<>();
        for (ReceiverRecord<byte[], byte[]> record : records) {
            try {
                Event<E> event = codec.read(name -> header(record, name), record.value());
                if (event != null) {
                    read.add(new Read<>(record, event.data()));
                }
            } catch (RuntimeException e) {
                // Mostly an UnreadableEvent; but whatever a record makes the reader throw, it must not stop the
                // partition.
                unreadable.add(bury(record, e, deadLetters));
            }
        }
        return applyAll(read, deadLetters).then(Flux.concat(unreadable).then()).doOnSuccess(done -> {
            // The last one would do for the offset, but a rebalance waits for each record that was handed out.
            records.forEach(record -> record.receiverOffset().acknowledge());
            ReceiverRecord<byte[], byte[]> last = records.get(records.size() - 1);
            progress.applied(last.partition(), last.offset());
            meters.applied(records.size(), last.timestamp());
        });
    }

    /** Applies them together, or else each half by itself, until what cannot be applied is found and buried. */
    private Mono<Void> applyAll(List<Read<E>> read, DeadLetters deadLetters) {
        if (read.isEmpty()) {
            return Mono.empty();
        }
        int half = read.size() / 2;
        return untilStored(read.stream().map(Read::data).toList())
                .onErrorResume(error -> half == 0
                        ? bury(read.get(0).record(), error, deadLetters)
                        : applyAll(read.subList(0, half), deadLetters)
                                .then(Mono.defer(() -> applyAll(read.subList(half, read.size()), deadLetters))));
    }

    private Mono<Void> untilStored(List<E> events) {
        return Mono.defer(() -> projection.apply(events))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_PAUSE)
                        .maxBackoff(LONGEST_PAUSE)
                        .filter(StorageUnavailable.class::isInstance)
                        .doBeforeRetry(signal -> meters.waiting()));
    }

    private Mono<Void> bury(ReceiverRecord<byte[], byte[]> record, Throwable cause, DeadLetters deadLetters) {
        return deadLetters.bury(record, cause).doOnSuccess(done -> {
            meters.buried();
            log.warn(
                    "{}-{} offset {} cannot be applied to the view {} and is now a dead letter: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    projection.name(),
                    cause.toString());
        });
    }

    private static byte @Nullable [] header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : header.value();
    }

    /**
     * Ends the work and waits until the consumer has left its group. A process that ended sooner would leave a member behind
     * that the next start had to wait for, until its session ran out.
     */
    @Override
    public void stop() {
        Running ending = running;
        if (ending != null) {
            running = null;
            progress.stopped();
            ending.subscription().dispose();
            try {
                if (!departure.gone.await(2 * CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                    log.warn("The consumer of the view {} has not left its group in time", projection.name());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            ending.deadLetters().close();
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }
}
