package io.millrace.analytics.clicks;

import io.millrace.contracts.clicks.Click;
import io.millrace.contracts.event.Event;
import io.millrace.contracts.event.EventCodec;
import io.millrace.contracts.event.EventFamily;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Reads clicks; what is no click is an error, so that it goes to the dead letters. */
final class ClickDeserializer implements Deserializer<Click> {
    private static final EventCodec<Click> CODEC = new EventCodec<>(EventFamily.CLICKS);

    @Override
    public Click deserialize(String topic, byte[] value) {
        throw new UnsupportedOperationException("A click is told by its headers");
    }

    @Override
    public @Nullable Click deserialize(String topic, Headers headers, byte @Nullable [] value) {
        Event<Click> event = CODEC.read(name -> last(headers, name), value);
        return event == null ? null : event.data();
    }

    private static byte @Nullable [] last(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null ? null : header.value();
    }
}
