package io.millrace.gateway.pastes;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.event.Json;
import io.millrace.contracts.links.Visibility;
import io.millrace.contracts.pastes.Paste;
import io.millrace.gateway.web.JsonFields;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A paste as somebody asks for it, without its text; what is left out gets its default when it is made. */
record NewPaste(
        @Nullable String name,
        @Nullable String alias,
        @Nullable String language,
        @Nullable Instant expiresAt,
        boolean burn,
        Visibility visibility,
        List<OwnerId> allow) {
    private static final Set<String> NAMES =
            Set.of("text", "name", "alias", "language", "expiresAt", "burn", "visibility", "allow");

    static NewPaste of(JsonNode json) {
        JsonFields fields = new JsonFields(json, NAMES);
        return new NewPaste(
                fields.line("name", Paste.MAX_NAME_LENGTH),
                fields.text("alias"),
                language(fields),
                fields.moment("expiresAt"),
                Objects.requireNonNullElse(fields.flag("burn"), false),
                Objects.requireNonNullElse(fields.visibility(), Visibility.PUBLIC),
                fields.allow());
    }

    /** A paste that is described by parameters of a query or fields of a form; names that are not known are passed over. */
    static NewPaste of(Map<String, String> parameters) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        parameters.forEach((name, value) -> {
            if (!NAMES.contains(name) || name.equals("text") || value.isBlank()) {
                return;
            }
            switch (name) {
                case "burn" -> json.put(name, Set.of("true", "1", "on", "yes").contains(value));
                case "allow" -> List.of(value.split("[, ]+", -1)).forEach(json.withArray(name)::add);
                default -> json.put(name, value);
            }
        });
        return of(json);
    }

    static @Nullable String language(JsonFields fields) {
        String language = fields.line("language", Paste.MAX_LANGUAGE_LENGTH);
        if (language != null && !language.matches("[A-Za-z0-9+#._-]+")) {
            throw JsonFields.invalid("language", "\"language\" is a word such as java or c++");
        }
        return language;
    }

    /** The same with a name, unless it has one. */
    NewPaste named(@Nullable String fallback) {
        return name != null || fallback == null
                ? this
                : new NewPaste(fallback, alias, language, expiresAt, burn, visibility, allow);
    }
}
