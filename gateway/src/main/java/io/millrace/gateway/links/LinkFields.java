package io.millrace.gateway.links;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.links.Link;
import io.millrace.contracts.links.Visibility;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
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
 * The fields of a JSON object that describes a link or a change of one. Each method fails with a problem that names the field
 * if its value cannot be used. A field that is null counts as left out, but {@link #has} tells.
 */
final class LinkFields {
    private final JsonNode object;

    /**
     * @param allowed the names that the object may have
     */
    LinkFields(JsonNode object, Set<String> allowed) {
        if (!object.isObject()) {
            throw Problem.of(ProblemType.MALFORMED_REQUEST, "The body is a JSON object with the fields of a link");
        }
        this.object = object;
        for (String name : object.propertyNames()) {
            if (!allowed.contains(name)) {
                throw invalid(
                        name, "There is no field \"" + name + "\"; those known here are " + new TreeSet<>(allowed));
            }
        }
    }

    boolean has(String name) {
        return object.has(name);
    }

    @Nullable
    String text(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isString()) {
            throw invalid(name, "\"" + name + "\" is a text");
        }
        return value.stringValue();
    }

    @Nullable
    Boolean flag(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isBoolean()) {
            throw invalid(name, "\"" + name + "\" is true or false");
        }
        return value.booleanValue();
    }

    @Nullable
    Instant moment(String name) {
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

    @Nullable
    Long maxVisits() {
        JsonNode value = value("maxVisits");
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 1) {
            throw invalid("maxVisits", "\"maxVisits\" is a whole number of at least 1");
        }
        return value.longValue();
    }

    @Nullable
    String title() {
        String title = text("title");
        if (title == null || title.isBlank()) {
            return null;
        }
        String stripped = title.strip();
        if (stripped.length() > Link.MAX_TITLE_LENGTH || stripped.chars().anyMatch(Character::isISOControl)) {
            throw invalid(
                    "title",
                    "\"title\" has at most " + Link.MAX_TITLE_LENGTH + " characters and no control characters");
        }
        return stripped;
    }

    Set<String> tags() {
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

    List<OwnerId> allow() {
        return texts("allow", Link.MAX_ALLOW, name -> {
            try {
                return new OwnerId(name);
            } catch (IllegalArgumentException e) {
                throw invalid("allow", "\"allow\" is a list of user names");
            }
        });
    }

    @Nullable
    Visibility visibility() {
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

    static Problem invalid(String field, String detail) {
        return Problem.ofField(ProblemType.INVALID_FIELD, field, detail);
    }
}
