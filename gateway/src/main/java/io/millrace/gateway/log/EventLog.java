package io.millrace.gateway.log;

import io.millrace.contracts.event.Event;
import io.millrace.contracts.event.EventCodec;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.links.LinkEvent;
import io.millrace.gateway.web.Problem;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;
import reactor.core.publisher.Mono;

/**
 * Appends what the gateway decided to the log. An append is done when all in-sync replicas have the event, on disk where the
 * topic says so.
 *
 * <p>While the log does not answer, appends are refused at once instead of piling up; one in a second is let through to see
 * whether it answers again.
 */
public final class EventLog {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final KafkaTemplate<byte[], byte[]> kafka;
    private final String linksTopic;
    private final String source;
    private final Clock clock;
    private final Breaker breaker;
    private final EventCodec<LinkEvent> links = new EventCodec<>(EventFamily.LINKS);

    EventLog(KafkaTemplate<byte[], byte[]> kafka, String linksTopic, String source, Clock clock, Breaker breaker) {
        this.kafka = kafka;
        this.linksTopic = linksTopic;
        this.source = source;
        this.clock = clock;
        this.breaker = breaker;
    }

    /**
     * Appends an event of a link.
     *
     * @return done when the event is durable; the problem {@code unavailable} if it is not known to be. It may still be in
     *     the log then.
     */
    public Mono<Void> append(LinkEvent event) {
        return append(linksTopic, event.key().value(), links, event);
    }

    private <E> Mono<Void> append(String topic, String key, EventCodec<E> codec, E data) {
        return Mono.defer(() -> {
                    if (!breaker.tryPass()) {
                        return Mono.error(unavailable());
                    }
                    Event<E> event = new Event<>(UUID.randomUUID().toString(), source, clock.instant(), data);
                    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                            topic, key.getBytes(java.nio.charset.StandardCharsets.UTF_8), codec.value(data));
                    codec.headers(event).forEach(record.headers()::add);
                    return Mono.fromFuture(kafka.send(record));
                })
                .doOnSuccess(sent -> breaker.succeeded())
                .onErrorMap(EventLog::isOfKafka, error -> {
                    breaker.failed();
                    return unavailable();
                })
                .then();
    }

    private static boolean isOfKafka(Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        return cause instanceof KafkaException || cause instanceof org.springframework.kafka.KafkaException;
    }

    private static Problem unavailable() {
        return Problem.unavailable("The event log does not answer; nothing was promised, so try again", RETRY_AFTER);
    }
}
