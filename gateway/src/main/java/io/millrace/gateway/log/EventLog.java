package io.millrace.gateway.log;

import io.millrace.contracts.Topic;
import io.millrace.contracts.Topics;
import io.millrace.contracts.accounts.AccountEvent;
import io.millrace.contracts.event.Event;
import io.millrace.contracts.event.EventCodec;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.feed.Seen;
import io.millrace.contracts.graph.GraphEvent;
import io.millrace.contracts.links.LinkEvent;
import io.millrace.contracts.pastes.PasteEvent;
import io.millrace.contracts.posts.Like;
import io.millrace.contracts.posts.MediaEvent;
import io.millrace.contracts.posts.Post;
import io.millrace.contracts.posts.PostEvent;
import io.millrace.gateway.web.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
    private static final Logger log = LoggerFactory.getLogger(EventLog.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final KafkaTemplate<byte[], byte[]> kafka;
    private final String prefix;
    private final String source;
    private final Clock clock;
    private final Breaker breaker;
    private final EventCodec<AccountEvent> accounts = new EventCodec<>(EventFamily.ACCOUNTS);
    private final EventCodec<LinkEvent> links = new EventCodec<>(EventFamily.LINKS);
    private final EventCodec<PasteEvent> pastes = new EventCodec<>(EventFamily.PASTES);
    private final EventCodec<PostEvent> posts = new EventCodec<>(EventFamily.POSTS);
    private final EventCodec<MediaEvent> media = new EventCodec<>(EventFamily.MEDIA);
    private final EventCodec<Like> likes = new EventCodec<>(EventFamily.LIKES);
    private final EventCodec<GraphEvent> graph = new EventCodec<>(EventFamily.GRAPH);
    private final EventCodec<Seen> seen = new EventCodec<>(EventFamily.SEEN);

    /** @param prefix what the names of topics begin with */
    EventLog(KafkaTemplate<byte[], byte[]> kafka, String prefix, String source, Clock clock, Breaker breaker) {
        this.kafka = kafka;
        this.prefix = prefix;
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
        return append(event, Mono.empty());
    }

    /**
     * Appends an event of a link.
     *
     * @param undo takes back what was decided for this event; run before the problem if the event is certainly not in the
     *     log and never will be
     */
    public Mono<Void> append(LinkEvent event, Mono<Void> undo) {
        return append(Topics.LINKS.name(prefix), event.key().value(), links, event, undo);
    }

    /**
     * Appends an event of an account.
     *
     * @param undo as for a link
     */
    public Mono<Void> append(AccountEvent event, Mono<Void> undo) {
        return append(Topics.ACCOUNTS.name(prefix), event.name().value(), accounts, event, undo);
    }

    /**
     * Appends an event of a paste.
     *
     * @param undo as for a link
     */
    public Mono<Void> append(PasteEvent event, Mono<Void> undo) {
        return append(Topics.PASTES.name(prefix), event.key().value(), pastes, event, undo);
    }

    /**
     * Appends an event of a post, in the partition of its author.
     *
     * @param undo as for a link
     */
    public Mono<Void> append(PostEvent event, Mono<Void> undo) {
        Post post = event.post();
        return append(Topics.POSTS, post.id().toString(), post.author().value(), posts, event, undo);
    }

    /**
     * Appends an event of a photo or video.
     *
     * @param undo as for a link
     */
    public Mono<Void> append(MediaEvent event, Mono<Void> undo) {
        return append(Topics.MEDIA.name(prefix), event.media().id().toString(), media, event, undo);
    }

    /** Appends that somebody likes a post or does no longer, in the partition of the post. */
    public Mono<Void> append(Like like) {
        String post = like.post().toString();
        return append(Topics.LIKES, post + "/" + like.user(), post, likes, like, Mono.empty());
    }

    /** Appends what changed between two accounts, in the partition of the one that is followed or blocks. */
    public Mono<Void> append(GraphEvent event) {
        return append(Topics.GRAPH, event.key(), event.subject().value(), graph, event, Mono.empty());
    }

    /** Appends that somebody was there. */
    public Mono<Void> append(Seen event) {
        return append(Topics.FEED_READERS.name(prefix), event.user().value(), seen, event, Mono.empty());
    }

    private <E> Mono<Void> append(
            Topic topic, String key, String partitionedBy, EventCodec<E> codec, E data, Mono<Void> undo) {
        int partition =
                BuiltInPartitioner.partitionForKey(partitionedBy.getBytes(StandardCharsets.UTF_8), topic.partitions());
        return append(topic.name(prefix), partition, key, codec, data, undo);
    }

    private <E> Mono<Void> append(String topic, String key, EventCodec<E> codec, E data, Mono<Void> undo) {
        return append(topic, null, key, codec, data, undo);
    }

    /** @param partition null for the one that the key tells */
    private <E> Mono<Void> append(
            String topic, @Nullable Integer partition, String key, EventCodec<E> codec, E data, Mono<Void> undo) {
        return Mono.defer(() -> {
            if (!breaker.tryPass()) {
                return refused(undo);
            }
            Event<E> event = new Event<>(UUID.randomUUID().toString(), source, clock.instant(), data);
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(topic, partition, key.getBytes(StandardCharsets.UTF_8), codec.value(data));
            codec.headers(event).forEach(record.headers()::add);
            CompletableFuture<?> sending;
            try {
                sending = kafka.send(record);
            } catch (KafkaException | org.springframework.kafka.KafkaException e) {
                // It was not even taken into the producer's memory.
                breaker.failed();
                return refused(undo);
            }
            return Mono.fromFuture(sending)
                    .doOnSuccess(sent -> breaker.succeeded())
                    .onErrorMap(EventLog::isOfKafka, error -> {
                        breaker.failed();
                        return unavailable();
                    })
                    .then();
        });
    }

    private static Mono<Void> refused(Mono<Void> undo) {
        return undo.onErrorResume(error -> {
                    log.debug("What was decided for an event that was refused is left to end by itself", error);
                    return Mono.empty();
                })
                .then(Mono.error(EventLog::unavailable));
    }

    private static boolean isOfKafka(Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        return cause instanceof KafkaException || cause instanceof org.springframework.kafka.KafkaException;
    }

    private static Problem unavailable() {
        return Problem.unavailable("The event log does not answer; nothing was promised, so try again", RETRY_AFTER);
    }
}
