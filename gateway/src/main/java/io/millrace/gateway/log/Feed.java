package io.millrace.gateway.log;

import io.millrace.contracts.event.Event;
import io.millrace.contracts.event.EventCodec;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A topic that is followed, and who wants to know what happens there.
 *
 * @param topic its name on the broker
 * @param codec reads its records
 * @param listeners called in the order of the log, by one thread; they must not wait
 */
record Feed<E>(String topic, EventCodec<E> codec, List<Consumer<E>> listeners) {
    Feed {
        listeners = List.copyOf(listeners);
    }

    /** Tells the listeners of one record. */
    void pass(Function<String, byte @Nullable []> headers, byte @Nullable [] value) {
        Event<E> event = codec.read(headers, value);
        if (event != null) {
            listeners.forEach(listener -> listener.accept(event.data()));
        }
    }
}
