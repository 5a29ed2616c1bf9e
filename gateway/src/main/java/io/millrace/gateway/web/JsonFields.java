package io.millrace.gateway.web;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.links.Link;
import io.millrace.contracts.links.Visibility;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The fields that links and pastes have in common. */
public class JsonFields extends Fields {
    /** @param allowed the names that the object may have */
    public JsonFields(JsonNode object, Set<String> allowed) {
        super(object, allowed);
    }

    public final List<OwnerId> allow() {
        return texts("allow", Link.MAX_ALLOW, name -> {
            try {
                return new OwnerId(name);
            } catch (IllegalArgumentException e) {
                throw invalid("allow", "\"allow\" is a list of user names");
            }
        });
    }

    public final @Nullable Visibility visibility() {
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
