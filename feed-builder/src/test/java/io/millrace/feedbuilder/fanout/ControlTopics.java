package io.millrace.feedbuilder.fanout;

import io.millrace.contracts.Topic;
import io.millrace.contracts.Topics;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.event.Event;
import io.millrace.contracts.event.EventCodec;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.feed.FanoutTask;
import io.millrace.contracts.graph.GraphEvent;
import io.millrace.contracts.posts.PostEvent;
import io.millrace.feedbuilder.records.Destination;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes what the control topology reads from a real broker, and reads what it has committed for the workers. */
final class ControlTopics implements AutoCloseable {
    private static final EventCodec<FanoutTask> TASKS = new EventCodec<>(EventFamily.FANOUT);

    private final String prefix;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;

    ControlTopics(String brokers, String prefix) {
        this.prefix = prefix;
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        brokers,
                        ProducerConfig.LINGER_MS_CONFIG,
                        5,
                        // What is sent while the broker is away is for when it is back.
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        Integer.MAX_VALUE),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        brokers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> tasks = consumer.partitionsFor(Topics.FEED_FANOUT.name(prefix)).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(tasks);
        consumer.seekToBeginning(tasks);
    }

    void send(GraphEvent event) {
        send(Topics.GRAPH, event.subject(), EventFamily.GRAPH, event);
    }

    void send(PostEvent event) {
        send(Topics.POSTS, event.post().author(), EventFamily.POSTS, event);
    }

    private <E> void send(Topic topic, OwnerId author, EventFamily<E> family, E event) {
        EventCodec<E> codec = new EventCodec<>(family);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topic.name(prefix),
                Destination.partition(author.value(), topic.partitions()),
                author.value().getBytes(StandardCharsets.UTF_8),
                codec.value(event));
        codec.headers(new Event<>("id", "/test", Instant.now(), event)).forEach(record.headers()::add);
        producer.send(record);
    }

    /** The tasks that were committed since the last call, as far as they come within a moment. */
    void committed(Consumer<FanoutTask> each) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
            each.accept(TASKS.read(name -> record.headers().lastHeader(name).value(), record.value())
                    .data());
        }
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
