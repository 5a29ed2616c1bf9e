package io.millrace.bench;

import io.millrace.contracts.Topic;
import io.millrace.contracts.Topics;
import io.millrace.contracts.accounts.Account;
import io.millrace.contracts.accounts.AccountEvent;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.event.Event;
import io.millrace.contracts.event.EventCodec;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.graph.GraphEvent;
import io.millrace.contracts.posts.Audience;
import io.millrace.contracts.posts.Post;
import io.millrace.contracts.posts.PostEvent;
import io.millrace.contracts.posts.PostId;
import io.millrace.contracts.posts.TimeOrderedId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Appends posts and follows as a gateway does. */
final class FeedLog implements AutoCloseable {
    private final String prefix;
    private final KafkaProducer<byte[], byte[]> producer;
    private final EventCodec<PostEvent> posts = new EventCodec<>(EventFamily.POSTS);
    private final EventCodec<GraphEvent> graph = new EventCodec<>(EventFamily.GRAPH);
    private final EventCodec<AccountEvent> accounts = new EventCodec<>(EventFamily.ACCOUNTS);
    private final AtomicLong failures = new AtomicLong();
    private final AtomicInteger sequence = new AtomicInteger();

    FeedLog(String brokers, String prefix) {
        this.prefix = prefix;
        this.producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers, ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    void follow(OwnerId follower, OwnerId author) {
        change(follower, author, GraphEvent.Following.FOLLOWING);
    }

    /** Somebody follows, but is away for so long that nothing is delivered. */
    void sleep(OwnerId follower, OwnerId author) {
        change(follower, author, GraphEvent.Following.ASLEEP);
    }

    void opened(Account account) {
        append(
                Topics.ACCOUNTS,
                account.name(),
                account.name().value(),
                accounts,
                new AccountEvent.AccountCreated(account));
    }

    private void change(OwnerId follower, OwnerId author, GraphEvent.Following state) {
        GraphEvent event = new GraphEvent.FollowChanged(follower, author, state, Instant.now());
        append(Topics.GRAPH, author, author + "<" + follower, graph, event);
    }

    /** Appends a public post; its id tells when, in milliseconds. */
    PostId post(OwnerId author) {
        int next = sequence.getAndIncrement();
        PostId id = new PostId(TimeOrderedId.of(
                System.currentTimeMillis(),
                next / TimeOrderedId.PER_MILLISECOND % TimeOrderedId.NODES,
                next % TimeOrderedId.PER_MILLISECOND));
        Post post =
                new Post(id, author, null, "a post", List.of(), Set.of(), Audience.PUBLIC, Post.State.READY, null, 1);
        append(Topics.POSTS, author, id.toString(), posts, new PostEvent.PostCreated(post));
        return id;
    }

    private <E> void append(Topic topic, OwnerId author, String key, EventCodec<E> codec, E data) {
        int partition = BuiltInPartitioner.partitionForKey(ascii(author.value()), topic.partitions());
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic.name(prefix), partition, ascii(key), codec.value(data));
        codec.headers(new Event<>(key, "/bench", Instant.now(), data)).forEach(record.headers()::add);
        producer.send(record, (metadata, failure) -> failures.addAndGet(failure == null ? 0 : 1));
    }

    /** Returns when all is acknowledged. */
    void flush() {
        producer.flush();
        if (failures.get() > 0) {
            throw new BenchException(failures.get() + " events could not be appended to the log");
        }
    }

    @Override
    public void close() {
        producer.close();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
