package io.millrace.bench;

import io.millrace.contracts.Topics;
import io.millrace.contracts.posts.PostId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads what is committed of the deliveries, as ingest does, and counts who receives each post. It takes the JSON apart by hand,
 * to cost as little as it can of what is measured.
 */
final class DeliveriesReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final String POSTS = "\"posts\":[\"";

    private final Thread thread;
    private final Map<Long, Received> posts = new ConcurrentHashMap<>();
    private final AtomicLong all = new AtomicLong();
    private volatile boolean ended;

    /** How many received a post, and when the last of them did, in milliseconds since 1970. */
    record Received(long followers, long at) {}

    DeliveriesReader(String brokers, String prefix) {
        thread = new Thread(() -> run(brokers, prefix), "deliveries");
        thread.setDaemon(true);
        thread.start();
    }

    /** How many deliveries are in the log. */
    long all() {
        return all.get();
    }

    long received(PostId post) {
        Received received = posts.get(post.value());
        return received == null ? 0 : received.followers();
    }

    /** From when the post was made to when the last delivery was read. */
    long millis(PostId post) {
        Received received = posts.get(post.value());
        if (received == null) {
            throw new BenchException("The post " + post + " was not delivered");
        }
        return received.at() - post.time().toEpochMilli();
    }

    private void run(String brokers, String prefix) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        brokers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.FEED_DELIVERIES.name(prefix)).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!ended) {
                consumer.poll(POLL).forEach(record -> count(record.value()));
            }
        }
    }

    private void count(byte[] delivery) {
        int end = 0;
        while (delivery[end] != ']') {
            end++;
        }
        String head = new String(delivery, 0, end, StandardCharsets.US_ASCII);
        long post = Long.parseLong(head.substring(head.indexOf(POSTS) + POSTS.length(), head.length() - 1));
        int quotes = 0;
        for (int i = end; i < delivery.length; i++) {
            quotes += delivery[i] == '"' ? 1 : 0;
        }
        // Two of them are those of the field's name.
        int followers = quotes / 2 - 1;
        posts.merge(
                post,
                new Received(followers, System.currentTimeMillis()),
                (before, now) -> new Received(before.followers() + now.followers(), now.at()));
        all.addAndGet(followers);
    }

    @Override
    public void close() throws InterruptedException {
        ended = true;
        thread.join();
    }
}
