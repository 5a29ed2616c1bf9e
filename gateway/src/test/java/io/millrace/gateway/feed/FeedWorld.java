package io.millrace.gateway.feed;

import io.millrace.contracts.Topic;
import io.millrace.contracts.Topics;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.event.Event;
import io.millrace.contracts.event.EventCodec;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.feed.Delivery;
import io.millrace.contracts.feed.PullPost;
import io.millrace.contracts.graph.GraphEvent;
import io.millrace.contracts.graph.GraphEvent.BlockChanged;
import io.millrace.contracts.graph.GraphEvent.FollowChanged;
import io.millrace.contracts.graph.GraphEvent.Following;
import io.millrace.contracts.posts.Audience;
import io.millrace.contracts.posts.Post;
import io.millrace.contracts.posts.PostEvent;
import io.millrace.contracts.posts.PostId;
import io.millrace.contracts.posts.TimeOrderedId;
import io.millrace.gateway.links.Gateways;
import io.millrace.gateway.links.Gateways.Call;
import io.millrace.gateway.links.Gateways.Gateway;
import io.millrace.gateway.log.EventLog;
import io.millrace.infra.testing.SharedRuntime;
import io.millrace.storage.feed.FeedPost;
import io.millrace.storage.feed.FeedWrites;
import io.millrace.storage.graph.GraphWrites;
import io.millrace.storage.posts.PostWrites;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A gateway with readers of its own, and what ingest and the feed builder do for it: first the tables, then the log. */
final class FeedWorld {
    static final Duration LIMIT = Duration.ofSeconds(30);

    static final Duration HINT_INTERVAL = Duration.ofMillis(1_500);
    static final int SESSIONS = 2;

    private static final AtomicInteger SEQUENCE = new AtomicInteger();

    /** For all tests of this package: {@code reader1} to {@code reader12}, who are to be one test's each. */
    static final FeedWorld SHARED = new FeedWorld(
            Map.of(
                    "millrace.feed.hint-interval",
                    HINT_INTERVAL.toMillis() + "ms",
                    "millrace.feed.sessions-per-reader",
                    String.valueOf(SESSIONS)),
            IntStream.rangeClosed(1, 12).mapToObj(i -> "reader" + i).toArray(String[]::new));

    final Gateway gateway;
    private final Instant begun = Instant.now().minusSeconds(3_600);
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", SharedRuntime.engines().kafka(), "linger.ms", 0),
            new ByteArraySerializer(),
            new ByteArraySerializer());

    /** @param readers their API keys are {@code mr_} and their names */
    FeedWorld(Map<String, String> settings, String... readers) {
        Map<String, String> all = new HashMap<>(settings);
        for (String reader : readers) {
            all.put("millrace.api-keys." + sha256("mr_" + reader), reader);
        }
        this.gateway = Gateways.start(all);
    }

    Call get(String reader, String path) {
        return gateway.call("GET", path).as(reader);
    }

    /** A while ago; later than what was said before. */
    void follow(String follower, String followee, Following state) {
        follow(follower, followee, state, begun.plusMillis(SEQUENCE.incrementAndGet()));
    }

    void follow(String follower, String followee, Following state, Instant at) {
        graph(new FollowChanged(new OwnerId(follower), new OwnerId(followee), state, at));
    }

    void block(String blocker, String blocked) {
        graph(new BlockChanged(new OwnerId(blocker), new OwnerId(blocked), true, Instant.now()));
    }

    private void graph(GraphEvent event) {
        gateway.bean(GraphWrites.class).putAll(List.of(event)).block(LIMIT);
        gateway.bean(EventLog.class).append(event).block(LIMIT);
    }

    /** A post that is in the tables of posts; nobody's feed has it yet. */
    Post post(String author, Duration age) {
        long millis = Instant.now().minus(age).toEpochMilli();
        Post post = new Post(
                new PostId(TimeOrderedId.of(millis, 7, SEQUENCE.incrementAndGet() % TimeOrderedId.PER_MILLISECOND)),
                new OwnerId(author),
                null,
                "Words of " + author,
                List.of(),
                Set.of(),
                Audience.PUBLIC,
                Post.State.READY,
                null,
                1);
        gateway.bean(PostWrites.class).put(post).block(LIMIT);
        gateway.bean(EventLog.class)
                .append(new PostEvent.PostCreated(post), reactor.core.publisher.Mono.empty())
                .block(LIMIT);
        return post;
    }

    void edit(Post post, Audience visibility) {
        Post edited = new Post(
                post.id(),
                post.author(),
                post.title(),
                post.text(),
                post.media(),
                post.tags(),
                visibility,
                post.state(),
                Instant.now(),
                post.version() + 1);
        gateway.bean(PostWrites.class).put(edited).block(LIMIT);
        gateway.bean(EventLog.class)
                .append(new PostEvent.PostEdited(edited, Instant.now()), reactor.core.publisher.Mono.empty())
                .block(LIMIT);
    }

    void delete(Post post) {
        Instant now = Instant.now();
        gateway.bean(PostWrites.class).delete(post.emptied(), now).block(LIMIT);
        gateway.bean(EventLog.class)
                .append(new PostEvent.PostDeleted(post.emptied(), now), reactor.core.publisher.Mono.empty())
                .block(LIMIT);
    }

    /** Writes the row that a delivery makes. */
    void store(String reader, Post post) {
        gateway.bean(FeedWrites.class)
                .add(Map.of(new OwnerId(reader), List.of(new FeedPost(post.id(), post.author()))))
                .block(LIMIT);
    }

    /** Appends the delivery to the log. */
    void announce(String reader, Post post) {
        send(
                Topics.FEED_DELIVERIES,
                EventFamily.DELIVERIES,
                post.author().value(),
                new Delivery(post.author(), List.of(post.id()), List.of(new OwnerId(reader))));
    }

    void deliver(String reader, Post post) {
        store(reader, post);
        announce(reader, post);
    }

    /** Makes it a post that readers fetch, or one no longer. */
    void pull(Post post, boolean gone) {
        send(
                Topics.FEED_PULL_AUTHORS,
                EventFamily.PULL_POSTS,
                post.id().toString(),
                new PullPost(post.author(), post.id(), gone));
    }

    private <E> void send(Topic topic, EventFamily<E> family, String key, E data) {
        EventCodec<E> codec = new EventCodec<>(family);
        String name = topic.name(gateway.context().getEnvironment().getRequiredProperty("millrace.topics.prefix"));
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(name, key.getBytes(StandardCharsets.UTF_8), codec.value(data));
        codec.headers(new Event<>(key, "/test", Instant.now(), data)).forEach(record.headers()::add);
        producer.send(record);
        producer.flush();
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
