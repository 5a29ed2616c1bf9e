package io.millrace.gateway.web;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.links.Link;
import io.millrace.contracts.links.Visibility;
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
 * The fields of a JSON object that describes a thing or a change of one. Each method fails with a problem that names the field
 * if its value cannot be used. A field that is null counts as left out, but {@link #has} tells.
 */
public final class JsonFields {
    private final JsonNode object;

    /**
     * @param allowed the names that the object may have
     */
    public JsonFields(JsonNode object, Set<String> allowed) {
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

    public boolean has(String name) {
        return object.has(name);
    }

    public @Nullable String text(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isString()) {
            throw invalid(name, "\"" + name + "\" is a text");
        }
        return value.stringValue();
    }

    public @Nullable Boolean flag(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isBoolean()) {
            throw invalid(name, "\"" + name + "\" is true or false");
        }
        return value.booleanValue();
    }

    public @Nullable Instant moment(String name) {
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

    public @Nullable Long maxVisits() {
        JsonNode value = value("maxVisits");
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 1) {
            throw invalid("maxVisits", "\"maxVisits\" is a whole number of at least 1");
        }
        return value.longValue();
    }

    public @Nullable String title() {
        return line("title", Link.MAX_TITLE_LENGTH);
    }

    /** A text of one line, without what is blank around it; null if nothing is left. */
    public @Nullable String line(String name, int maxLength) {
        String text = text(name);
        if (text == null || text.isBlank()) {
            return null;
        }
        String stripped = text.strip();
        if (stripped.length() > maxLength || stripped.chars().anyMatch(Character::isISOControl)) {
            throw invalid(name, "\"" + name + "\" has at most " + maxLength + " characters and no control characters");
        }
        return stripped;
    }

    public Set<String> tags() {
        List<String> tags = texts("tags", Link.MAX_TAGS, tag -> {
            String stripped = tag.strip();
            if (stripped.isEmpty()
                    || stripped.length() > Link.MAX_TAG_LENGTH
                    || stripped.chars().anyMatch(Character::isISOControl)) {
                throw invalid(
                        "tags", "A tag has 1 to " + Link.MAX_TAG_LENGTH + " characters and no control characters");
            }
            return stripped;
        });
        return new TreeSet<>(tags);
    }

    public List<OwnerId> allow() {
        return texts("allow", Link.MAX_ALLOW, name -> {
            try {
                return new OwnerId(name);
            } catch (IllegalArgumentException e) {
                throw invalid("allow", "\"allow\" is a list of user names");
            }
        });
    }

    public @Nullable Visibility visibility() {
        String text = text("visibility");
        if (text == null) {
            return null;
        }
        return switch (text) {
            case "public" -> Visibility.PUBLIC;
            case "private" -> Visibility.PRIVATE;
            default -> throw invalid("visibility", "\"visibility\" is \"public\" or \"private\"");
        };
    }

    private <T> List<T> texts(String name, int most, Function<String, T> reader) {
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

    private @Nullable JsonNode value(String name) {
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    public static Problem invalid(String field, String detail) {
        return Problem.ofField(ProblemType.INVALID_FIELD, field, detail);
    }
}
