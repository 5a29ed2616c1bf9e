package io.millrace.storage.links;

import io.millrace.contracts.links.Link;
import java.net.URI;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The words under which a link can be found by its owner. */
public final class LinkTerms {
    /** The term of every link. */
    public static final String ALL = "*";

    /** How many words of one text count; bounds what one link writes. */
    public static final int MAX_TOKENS = 32;

    /** How many characters of a word count. */
    public static final int MAX_TOKEN_LENGTH = 32;

    private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

    private LinkTerms() {}

    /** All terms of a link: {@link #ALL}, its tags, the words of its title and the labels of its target's host. */
    public static Set<String> of(Link link) {
        Set<String> terms = new LinkedHashSet<>();
        terms.add(ALL);
        link.tags().forEach(tag -> terms.add(tag(tag)));
        tokens(host(link.target())).forEach(token -> terms.add(word(token)));
        if (link.title() != null) {
            tokens(link.title()).forEach(token -> terms.add(word(token)));
        }
        return terms;
    }

    /** The term of links with a tag. */
    public static String tag(String tag) {
        return "tag:" + tag;
    }

    /** The term of links with a word, given as one of {@link #tokens}. */
    public static String word(String token) {
        return "word:" + token;
    }

    /** The different words of a text in lower case, in their order; for titles and for what somebody searches. */
    public static List<String> tokens(String text) {
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        Set<String> tokens = new LinkedHashSet<>();
        for (String word : SEPARATORS.split(folded, 0)) {
            if (!word.isEmpty() && tokens.size() < MAX_TOKENS) {
                tokens.add(word.substring(0, word.offsetByCodePoints(0, codePoints(word))));
            }
        }
        return new ArrayList<>(tokens);
    }

    private static int codePoints(String word) {
        return Math.min(MAX_TOKEN_LENGTH, word.codePointCount(0, word.length()));
    }

    private static String host(String target) {
        try {
            String host = URI.create(target).getHost();
            return host == null ? "" : host.startsWith("www.") ? host.substring(4) : host;
        } catch (IllegalArgumentException e) {
            // The WHATWG rules, by which targets are normalised, allow characters that java.net.URI does not.
            int start = target.indexOf("//") + 2;
            int end = start;
            while (end < target.length() && "/?#".indexOf(target.charAt(end)) < 0) {
                end++;
            }
            return start < 2 ? "" : target.substring(start, end);
        }
    }
}
