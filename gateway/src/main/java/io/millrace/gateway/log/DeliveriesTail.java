package io.millrace.gateway.log;

import io.millrace.contracts.event.Event;
import io.millrace.contracts.event.EventCodec;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.event.UnreadableEvent;
import io.millrace.contracts.feed.Delivery;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;

/** What is delivered to feeds, for those who wait for it. It reads the topics only while somebody does. */
public final class DeliveriesTail {
    private static final Logger log = LoggerFactory.getLogger(DeliveriesTail.class);

    /** Reading begins a little in the past: who waits has looked just before, and assigning partitions takes its time. */
    private static final Duration OVERLAP = Duration.ofSeconds(5);

    private final Supplier<org.apache.kafka.clients.consumer.Consumer<byte[], byte[]>> consumers;
    private final List<String> topics;
    private final Set<Consumer<Delivery>> listeners = ConcurrentHashMap.newKeySet();
    private final EventCodec<Delivery> codec = new EventCodec<>(EventFamily.DELIVERIES);
    private List<TopicTail> tails = List.of();

    /** @param consumers makes consumers that belong to no group and read committed records */
    DeliveriesTail(
            Supplier<org.apache.kafka.clients.consumer.Consumer<byte[], byte[]>> consumers, List<String> topics) {
        this.consumers = consumers;
        this.topics = List.copyOf(topics);
    }

    /**
     * Tells a listener of each delivery from about now on, or some seconds before, until that is disposed of.
     *
     * @param listener is told by one thread for each topic, perhaps twice of the same; must neither wait nor fail
     */
    public synchronized Disposable follow(Consumer<Delivery> listener) {
        listeners.add(listener);
        if (tails.isEmpty()) {
            tails = topics.stream()
                    .map(topic -> new TopicTail(consumers, topic, OVERLAP, "Nobody is told of new posts", this::pass))
                    .toList();
            tails.forEach(tail -> tail.start("deliveries-tail"));
        }
        return () -> leave(listener);
    }

    private synchronized void leave(Consumer<Delivery> listener) {
        listeners.remove(listener);
        if (listeners.isEmpty()) {
            tails.forEach(TopicTail::stop);
            tails = List.of();
        }
    }

    private void pass(ConsumerRecord<byte[], byte[]> record) {
        try {
            Event<Delivery> event = codec.read(name -> TopicTail.header(record, name), record.value());
            if (event != null) {
                listeners.forEach(listener -> listener.accept(event.data()));
            }
        } catch (UnreadableEvent e) {
            log.debug(
                    "Skipped an unreadable delivery at {}-{} {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e);
        }
    }
}
