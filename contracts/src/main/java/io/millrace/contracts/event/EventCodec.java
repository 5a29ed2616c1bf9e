package io.millrace.contracts.event;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;

/**
 * Turns the events of one family into record values and headers, and back. Thread-safe.
 *
 * <p>Readers ignore fields that they do not know, so that a writer may add some.
 */
public final class EventCodec<E> {
    private static final byte[] SPEC_VERSION = ascii("1.0");
    private static final byte[] JSON_TYPE = ascii("application/json");

    private final Map<Class<?>, byte[]> names;
    private final Map<Class<?>, ObjectWriter> writers = new LinkedHashMap<>();
    private final Map<String, ObjectReader> readers = new LinkedHashMap<>();

    public EventCodec(EventFamily<E> family) {
        this.names = family.names().entrySet().stream()
                .collect(java.util.stream.Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> ascii(e.getValue())));
        family.types().forEach((name, type) -> {
            writers.put(type, Json.MAPPER.writerFor(type));
            readers.put(name, Json.MAPPER.readerFor(type));
        });
    }

    /** The record value: the event's data as UTF-8 JSON. */
    public byte[] value(E data) {
        ObjectWriter writer = writers.get(data.getClass());
        if (writer == null) {
            throw new IllegalArgumentException("Not an event of this family: " + data.getClass());
        }
        return writer.writeValueAsBytes(data);
    }

    /** The record headers, in a fixed order. */
    public Map<String, byte[]> headers(Event<? extends E> event) {
        byte[] type = names.get(event.data().getClass());
        if (type == null) {
            throw new IllegalArgumentException(
                    "Not an event of this family: " + event.data().getClass());
        }
        Map<String, byte[]> headers = new LinkedHashMap<>();
        headers.put(EventHeaders.SPEC_VERSION, SPEC_VERSION);
        headers.put(EventHeaders.ID, ascii(event.id()));
        headers.put(EventHeaders.TYPE, type);
        headers.put(EventHeaders.SOURCE, ascii(event.source()));
        headers.put(EventHeaders.TIME, ascii(event.time().toString()));
        headers.put(EventHeaders.CONTENT_TYPE, JSON_TYPE);
        return headers;
    }

    /**
     * Reads a record.
     *
     * @param headers gives the last header of a name, or null
     * @return the event, or null for a tick
     * @throws UnreadableEvent if the type is not known, a header is missing or the value is not such an event
     */
    public @Nullable Event<E> read(Function<String, byte @Nullable []> headers, byte @Nullable [] value) {
        String type = text(headers, EventHeaders.TYPE);
        if (type.equals(EventHeaders.TICK_TYPE)) {
            return null;
        }
        E data = readData(type, value);
        try {
            return new Event<>(
                    text(headers, EventHeaders.ID),
                    text(headers, EventHeaders.SOURCE),
                    Instant.parse(text(headers, EventHeaders.TIME)),
                    data);
        } catch (DateTimeParseException e) {
            throw new UnreadableEvent("The header ce_time is not a time", e);
        }
    }

    private E readData(String type, byte @Nullable [] value) {
        ObjectReader reader = readers.get(type);
        if (reader == null) {
            throw new UnreadableEvent("Unknown event type " + type, null);
        }
        if (value == null) {
            throw new UnreadableEvent("An event of type " + type + " has no value", null);
        }
        try {
            E data = reader.readValue(value);
            if (data == null) {
                throw new UnreadableEvent("The value of an event of type " + type + " is null", null);
            }
            return data;
        } catch (JacksonException e) {
            throw new UnreadableEvent("The value is not an event of type " + type, e);
        }
    }

    private static String text(Function<String, byte @Nullable []> headers, String name) {
        byte[] value = headers.apply(name);
        if (value == null) {
            throw new UnreadableEvent("The header " + name + " is missing", null);
        }
        return new String(value, StandardCharsets.UTF_8);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
