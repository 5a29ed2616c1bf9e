package io.millrace.gateway.log;

import io.millrace.contracts.Topics;
import io.millrace.contracts.event.Event;
import io.millrace.contracts.event.EventCodec;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.event.UnreadableEvent;
import io.millrace.contracts.feed.PullPost;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Tells the listeners of each post that is not delivered, from the oldest that the topic still has on. After a failure it begins
 * anew, so a record may come twice.
 */
public final class PullPostsTail implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(PullPostsTail.class);

    private final TopicTail tail;
    private final List<PullPostsListener> listeners;
    private final EventCodec<PullPost> codec = new EventCodec<>(EventFamily.PULL_POSTS);
    private volatile boolean running;

    /** @param listeners are told by one thread; must neither wait nor fail */
    PullPostsTail(Supplier<Consumer<byte[], byte[]>> consumers, String topic, List<PullPostsListener> listeners) {
        this.tail = new TopicTail(
                consumers,
                topic,
                Topics.FEED_PULL_AUTHORS.retention(),
                "New posts of those with very many followers do not show",
                this::pass);
        this.listeners = List.copyOf(listeners);
    }

    /** Whether the listeners were told of all that was in the topic when this gateway began to read it. */
    public boolean hasCaughtUp() {
        return tail.hasCaughtUp();
    }

    @Override
    public void start() {
        running = true;
        tail.start("pull-posts-tail");
    }

    @Override
    public void stop() {
        running = false;
        tail.stop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void pass(ConsumerRecord<byte[], byte[]> record) {
        try {
            Event<PullPost> event = codec.read(name -> TopicTail.header(record, name), record.value());
            if (event != null) {
                listeners.forEach(listener -> listener.happened(event.data()));
            }
        } catch (UnreadableEvent e) {
            log.warn("Passed over {}-{} {}: {}", record.topic(), record.partition(), record.offset(), e.toString());
        }
    }
}
