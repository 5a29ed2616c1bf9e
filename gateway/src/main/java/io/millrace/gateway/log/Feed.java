package io.millrace.gateway.log;

import io.millrace.contracts.event.Event;
import io.millrace.contracts.event.EventCodec;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A topic that is followed, and who wants to know what happens there.
 *
 * @param topic its name on the broker
 * @param codec reads its records
 * @param listeners called in the order of the log, by one thread; they must not wait
 */
record Feed<E>(String topic, EventCodec<E> codec, List<Consumer<E>> listeners) {
    private static final Logger log = LoggerFactory.getLogger(Feed.class);

    Feed {
        listeners = List.copyOf(listeners);
    }

    /** Tells the listeners of one record. */
    void pass(Function<String, byte @Nullable []> headers, byte @Nullable [] value) {
        Event<E> event = codec.read(headers, value);
        if (event != null) {
            listeners.forEach(listener -> tell(listener, event.data()));
        }
    }

    /** A listener with a fault must neither hide the record from the others nor end the tail. */
    private void tell(Consumer<E> listener, E data) {
        try {
            listener.accept(data);
        } catch (RuntimeException e) {
            log.error("A listener of {} failed on {}", topic, data.getClass().getSimpleName(), e);
        }
    }
}
