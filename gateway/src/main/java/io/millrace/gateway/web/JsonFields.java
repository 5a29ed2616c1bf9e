package io.millrace.gateway.web;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.links.Link;
import io.millrace.contracts.links.Visibility;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The fields that links and pastes have in common, and those of a link. */
public final class JsonFields extends Fields {
    /** @param allowed the names that the object may have */
    public JsonFields(JsonNode object, Set<String> allowed) {
        super(object, allowed);
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
}
