package io.millrace.gateway.links;

import io.millrace.contracts.links.Link;
import io.millrace.gateway.web.JsonFields;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The fields of a link. */
final class LinkFields extends JsonFields {
    /** @param allowed the names that the object may have */
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
}
