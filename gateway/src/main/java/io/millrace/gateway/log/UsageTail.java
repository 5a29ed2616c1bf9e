package io.millrace.gateway.log;

import io.millrace.contracts.event.Event;
import io.millrace.contracts.event.EventCodec;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.event.UnreadableEvent;
import io.millrace.contracts.usage.Usage;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Tells the listeners of each count of usage. A count may come twice; each replaces the one before. */
final class UsageTail implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(UsageTail.class);

    private final TopicTail tail;
    private final List<UsageListener> listeners;
    private final EventCodec<Usage> codec = new EventCodec<>(EventFamily.USAGE);
    private volatile boolean running;

    /** @param past how far back reading begins */
    UsageTail(
            Supplier<Consumer<byte[], byte[]>> consumers, String topic, Duration past, List<UsageListener> listeners) {
        this.tail = new TopicTail(consumers, topic, past, "Quotas stand still", this::pass);
        this.listeners = List.copyOf(listeners);
    }

    @Override
    public void start() {
        running = true;
        tail.start("usage-tail");
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
            Event<Usage> event = codec.read(name -> TopicTail.header(record, name), record.value());
            if (event != null) {
                listeners.forEach(listener -> listener.counted(event.data()));
            }
        } catch (UnreadableEvent e) {
            log.debug(
                    "Skipped an unreadable usage at {}-{} {}", record.topic(), record.partition(), record.offset(), e);
        }
    }
}
