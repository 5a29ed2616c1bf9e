package io.millrace.gateway.links;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.links.Visibility;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A link as somebody asks for it; what is left out gets its default when it is made. */
record NewLink(
        String target,
        @Nullable String alias,
        @Nullable Instant expiresAt,
        @Nullable Long maxVisits,
        @Nullable String title,
        Set<String> tags,
        Visibility visibility,
        List<OwnerId> allow,
        boolean forwardQuery) {
    private static final Set<String> NAMES =
            Set.of("target", "alias", "expiresAt", "maxVisits", "title", "tags", "visibility", "allow", "forwardQuery");

    static NewLink to(String target) {
        return new NewLink(target, null, null, null, null, Set.of(), Visibility.PUBLIC, List.of(), false);
    }

    static NewLink of(JsonNode json) {
        LinkFields fields = new LinkFields(json, NAMES);
        String target = fields.text("target");
        if (target == null) {
            throw LinkFields.invalid("target", "\"target\" is missing: the address to lead to");
        }
        return new NewLink(
                target,
                fields.text("alias"),
                fields.moment("expiresAt"),
                fields.maxVisits(),
                fields.title(),
                fields.tags(),
                Objects.requireNonNullElse(fields.visibility(), Visibility.PUBLIC),
                fields.allow(),
                Objects.requireNonNullElse(fields.flag("forwardQuery"), false));
    }
}
