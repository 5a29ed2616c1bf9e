package io.millrace.streams;

import io.millrace.contracts.event.Event;
import io.millrace.contracts.event.EventCodec;
import io.millrace.contracts.event.EventFamily;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/** Reads the events of one family; a tick is null, and what is no event is an error, so that it goes to the dead letters. */
public final class EventDeserializer<E> implements Deserializer<E> {
    private final EventCodec<E> codec;

    private EventDeserializer(EventFamily<E> family) {
        this.codec = new EventCodec<>(family);
    }

    /** For a topic that is only read. */
    public static <E> Serde<E> serde(EventFamily<E> family) {
        return Serdes.serdeFrom(
                (topic, event) -> {
                    throw new UnsupportedOperationException("The topic " + topic + " is only read here");
                },
                new EventDeserializer<>(family));
    }

    @Override
    public E deserialize(String topic, byte[] value) {
        throw new UnsupportedOperationException("An event is told by its headers");
    }

    @Override
    public @Nullable E deserialize(String topic, Headers headers, byte @Nullable [] value) {
        Event<E> event = codec.read(name -> last(headers, name), value);
        return event == null ? null : event.data();
    }

    private static byte @Nullable [] last(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null ? null : header.value();
    }
}
