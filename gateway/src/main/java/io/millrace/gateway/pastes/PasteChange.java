package io.millrace.gateway.pastes;

import io.millrace.contracts.links.Visibility;
import io.millrace.contracts.pastes.Paste;
import io.millrace.contracts.pastes.PasteText;
import io.millrace.gateway.links.LinkRules;
import io.millrace.gateway.web.JsonFields;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What an edit changes beside the text: the fields that it has. A name, a language and a list can be taken away with null. */
final class PasteChange {
    static final Set<String> NAMES = Set.of("text", "name", "language", "expiresAt", "burn", "visibility", "allow");

    private final JsonFields fields;
    private final LinkRules rules;

    PasteChange(JsonNode json, LinkRules rules) {
        this.fields = new JsonFields(json, NAMES);
        this.rules = rules;
    }

    /** The paste's next version; with that text as its next revision, if there is one. */
    Paste appliedTo(Paste paste, @Nullable PasteText text, Clock clock) {
        Instant expiresAt = fields.moment("expiresAt");
        @Nullable Visibility visibility = fields.visibility();
        return new Paste(
                paste.key(),
                paste.owner(),
                fields.has("name") ? fields.line("name", Paste.MAX_NAME_LENGTH) : paste.name(),
                fields.has("language") ? NewPaste.language(fields) : paste.language(),
                paste.createdAt(),
                expiresAt == null ? paste.expiresAt() : rules.expiry(expiresAt, clock.instant()),
                Objects.requireNonNullElse(fields.flag("burn"), paste.burn()),
                visibility == null ? paste.visibility() : visibility,
                fields.has("allow") ? fields.allow() : paste.allow(),
                paste.alias(),
                text == null ? paste.revision() : paste.revision() + 1,
                text == null ? paste.text() : text,
                paste.version() + 1);
    }
}
