package io.millrace.gateway.web;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The fields of a JSON object. Each method fails with a problem that names the field if its value cannot be used. A field that
 * is null counts as left out, but {@link #has} tells.
 */
public class Fields {
    private final JsonNode object;

    /**
     * @param allowed the names that the object may have
     */
    public Fields(JsonNode object, Set<String> allowed) {
        if (!object.isObject()) {
            throw Problem.of(ProblemType.MALFORMED_REQUEST, "The body is a JSON object");
        }
        this.object = object;
        for (String name : object.propertyNames()) {
            if (!allowed.contains(name)) {
                throw invalid(
                        name, "There is no field \"" + name + "\"; those known here are " + new TreeSet<>(allowed));
            }
        }
    }

    public final boolean has(String name) {
        return object.has(name);
    }

    public final @Nullable String text(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isString()) {
            throw invalid(name, "\"" + name + "\" is a text");
        }
        return value.stringValue();
    }

    /** A text that must be there. */
    public final String required(String name) {
        String text = text(name);
        if (text == null) {
            throw invalid(name, "\"" + name + "\" is missing");
        }
        return text;
    }

    public final @Nullable Boolean flag(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isBoolean()) {
            throw invalid(name, "\"" + name + "\" is true or false");
        }
        return value.booleanValue();
    }

    public final @Nullable Instant moment(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeParseException e) {
            throw invalid(name, "\"" + name + "\" is a time such as 2030-01-31T12:00:00Z");
        }
    }

    /** A text on one line, stripped; null for a blank one. */
    public final @Nullable String line(String name, int most) {
        String text = text(name);
        if (text == null || text.isBlank()) {
            return null;
        }
        String stripped = text.strip();
        if (stripped.length() > most || stripped.chars().anyMatch(Character::isISOControl)) {
            throw invalid(name, "\"" + name + "\" has at most " + most + " characters and no control characters");
        }
        return stripped;
    }

    /** A list of texts; empty if it is left out. */
    public final <T> List<T> texts(String name, int most, Function<String, T> reader) {
        JsonNode value = value(name);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray() || value.size() > most) {
            throw invalid(name, "\"" + name + "\" is a list of at most " + most + " texts");
        }
        List<T> read = new ArrayList<>();
        for (JsonNode item : value) {
            if (!item.isString()) {
                throw invalid(name, "\"" + name + "\" is a list of at most " + most + " texts");
            }
            read.add(reader.apply(item.stringValue()));
        }
        return read;
    }

    protected final @Nullable JsonNode value(String name) {
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    public static Problem invalid(String field, String detail) {
        return Problem.ofField(ProblemType.INVALID_FIELD, field, detail);
    }
}
