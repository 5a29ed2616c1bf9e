package io.millrace.analytics.referrers;

import io.millrace.contracts.event.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Which sites are search engines, social networks, mail readers, advertisers or assistants. */
final class KnownSites {
    private static final String LIST = "/referrers/referrers.json";
    private static final List<String> SOURCES = List.of("search", "social", "email", "paid");

    /** Not on the vendored list. */
    private static final List<String> ASSISTANTS = List.of(
            "chatgpt.com",
            "chat.openai.com",
            "perplexity.ai",
            "claude.ai",
            "gemini.google.com",
            "copilot.microsoft.com",
            "copilot.com",
            "chat.deepseek.com",
            "grok.com",
            "meta.ai",
            "chat.mistral.ai",
            "you.com",
            "poe.com",
            "phind.com");

    private final Map<String, String> sources;

    private KnownSites(Map<String, String> sources) {
        this.sources = sources;
    }

    /** Reads the vendored list. */
    static KnownSites load() {
        try (InputStream in = KnownSites.class.getResourceAsStream(LIST)) {
            if (in == null) {
                throw new IllegalStateException("The list of sites " + LIST + " is missing from the class path");
            }
            Map<String, String> sources = new HashMap<>();
            for (Map.Entry<String, JsonNode> site : Json.MAPPER.readTree(in).properties()) {
                String medium = site.getValue().path("medium").asString("");
                // Entries with a path tell image search from search: the same source.
                if (site.getKey().indexOf('/') < 0) {
                    sources.put(site.getKey(), SOURCES.contains(medium) ? medium.intern() : Referrers.OTHER);
                }
            }
            ASSISTANTS.forEach(site -> sources.put(site, "ai"));
            return new KnownSites(Map.copyOf(sources));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The kind of site that a host belongs to: the most special entry on the way from the host up; null for none. */
    @Nullable
    String source(String host) {
        String name = host;
        while (true) {
            String found = sources.get(name);
            if (found != null) {
                return found;
            }
            int dot = name.indexOf('.');
            if (dot < 0) {
                return null;
            }
            name = name.substring(dot + 1);
        }
    }
}
