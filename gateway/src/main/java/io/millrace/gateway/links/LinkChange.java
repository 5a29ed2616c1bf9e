package io.millrace.gateway.links;

import io.millrace.contracts.links.Link;
import io.millrace.contracts.links.Visibility;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What an edit changes: the fields that it has. A title, a limit of visits and a list can be taken away with null. */
final class LinkChange {
    private static final Set<String> NAMES =
            Set.of("target", "expiresAt", "maxVisits", "title", "tags", "visibility", "allow", "forwardQuery");

    private final LinkFields fields;
    private final LinkRules rules;

    LinkChange(JsonNode json, LinkRules rules) {
        this.fields = new LinkFields(json, NAMES);
        this.rules = rules;
    }

    /** The link's next version. */
    Link appliedTo(Link link, Clock clock) {
        String target = fields.text("target");
        Instant expiresAt = fields.moment("expiresAt");
        @Nullable Visibility visibility = fields.visibility();
        return new Link(
                link.key(),
                link.owner(),
                target == null ? link.target() : rules.target(target),
                link.createdAt(),
                expiresAt == null ? link.expiresAt() : rules.expiry(expiresAt, clock.instant()),
                fields.has("maxVisits") ? fields.maxVisits() : link.maxVisits(),
                fields.has("title") ? fields.title() : link.title(),
                fields.has("tags") ? fields.tags() : link.tags(),
                visibility == null ? link.visibility() : visibility,
                fields.has("allow") ? fields.allow() : link.allow(),
                Objects.requireNonNullElse(fields.flag("forwardQuery"), link.forwardQuery()),
                link.alias(),
                link.version() + 1);
    }
}
