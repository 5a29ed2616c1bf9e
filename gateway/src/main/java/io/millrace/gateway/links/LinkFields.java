package io.millrace.gateway.links;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.links.Link;
import io.millrace.contracts.links.Visibility;
import io.millrace.gateway.web.Fields;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The fields of a JSON object that describes a link or a change of one. */
final class LinkFields extends Fields {
    /**
     * @param allowed the names that the object may have
     */
    LinkFields(JsonNode object, Set<String> allowed) {
        super(object, allowed);
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
        return line("title", Link.MAX_TITLE_LENGTH);
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
}
