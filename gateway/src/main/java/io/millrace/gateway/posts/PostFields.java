package io.millrace.gateway.posts;

import io.millrace.contracts.posts.Audience;
import io.millrace.contracts.posts.Post;
import io.millrace.gateway.web.Fields;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The fields of posts. */
final class PostFields extends Fields {
    static final Set<String> OF_NEW = Set.of("title", "text", "media", "tags", "visibility");
    static final Set<String> OF_CHANGE = Set.of("title", "text", "tags", "visibility");

    /** A word in a text that is a tag: no mark is part of it, but what languages write above and below letters is. */
    private static final Pattern HASHTAG =
            Pattern.compile("(?<![\\p{L}\\p{N}_&/])#([\\p{L}\\p{N}_][\\p{L}\\p{M}\\p{N}_]{0,49})");

    private static final Pattern TAG = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{M}\\p{N}_]{0,49}");

    PostFields(JsonNode object, Set<String> allowed) {
        super(object, allowed);
    }

    /** A text of several lines, stripped at its end; null for a blank one. */
    @Nullable
    String words(String name, int most) {
        String text = text(name);
        if (text == null || text.isBlank()) {
            return null;
        }
        String stripped = text.stripTrailing();
        boolean hasControls =
                stripped.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t');
        if (stripped.length() > most || hasControls) {
            throw invalid(name, "\"" + name + "\" has at most " + most + " characters and no control characters");
        }
        return stripped;
    }

    @Nullable
    Audience audience() {
        String text = text("visibility");
        if (text == null) {
            return null;
        }
        return switch (text) {
            case "public" -> Audience.PUBLIC;
            case "followers" -> Audience.FOLLOWERS;
            case "private" -> Audience.PRIVATE;
            default -> throw invalid("visibility", "\"visibility\" is \"public\", \"followers\" or \"private\"");
        };
    }

    /** The tags that are named, and those in the words. */
    Set<String> tags(@Nullable String title, @Nullable String text) {
        return withThoseIn(title, text, texts("tags", Post.MAX_TAGS, PostFields::tag));
    }

    /** The tags of a post whose words change: those that were named stay, those of the words change with them. */
    static Set<String> tags(Post before, @Nullable String title, @Nullable String text) {
        Set<String> named = new TreeSet<>(before.tags());
        named.removeAll(withThoseIn(before.title(), before.text(), Set.of()));
        return withThoseIn(title, text, named);
    }

    private static Set<String> withThoseIn(@Nullable String title, @Nullable String text, Collection<String> named) {
        Set<String> tags = new TreeSet<>(named);
        for (String words : new String[] {title, text}) {
            Matcher found = HASHTAG.matcher(words == null ? "" : words);
            while (found.find() && tags.size() < Post.MAX_TAGS) {
                tags.add(found.group(1).toLowerCase(Locale.ROOT));
            }
        }
        return tags;
    }

    private static String tag(String text) {
        String word = text.startsWith("#") ? text.substring(1) : text;
        if (!TAG.matcher(word).matches()) {
            throw invalid("tags", "A tag is one word of at most " + Post.MAX_TAG_LENGTH + " letters and digits");
        }
        return word.toLowerCase(Locale.ROOT);
    }
}
