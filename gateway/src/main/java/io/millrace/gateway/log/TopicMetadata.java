package io.millrace.gateway.log;

import java.time.Duration;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.TimeoutException;
import org.springframework.kafka.core.ProducerFactory;

/** What a producer knows of a topic, fetched at the start so that sending never waits for it. */
final class TopicMetadata {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final ProducerFactory<byte[], byte[]> producers;

    TopicMetadata(ProducerFactory<byte[], byte[]> producers) {
        this.producers = producers;
    }

    /**
     * Waits until the topic is known; only for the start of a process.
     *
     * @throws IllegalStateException if it is not known within a minute
     */
    void await(String topic) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        try (Producer<byte[], byte[]> producer = producers.createProducer()) {
            while (true) {
                try {
                    producer.partitionsFor(topic);
                    return;
                } catch (TimeoutException e) {
                    if (System.nanoTime() > deadline) {
                        throw new IllegalStateException(
                                "The topic " + topic + " is not known to the brokers, or none answers", e);
                    }
                }
            }
        }
    }
}
