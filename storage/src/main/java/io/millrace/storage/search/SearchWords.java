package io.millrace.storage.search;

import io.millrace.contracts.accounts.Account;
import io.millrace.contracts.posts.Post;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.jspecify.annotations.Nullable;

/**
 * The words of a text, as both the index and the query have them: Unicode's word borders (UAX #29; an ideograph is a word), without
 * case and without accents. Every word counts; there are no stop words and no stems, since neither knows the text's language.
 */
public final class SearchWords {
    /** Accents of Latin, Greek and Cyrillic; marks of other scripts are letters. */
    private static final Pattern ACCENTS = Pattern.compile("[\\u0300-\\u036F]+");

    private static final Pattern NAME_BORDERS = Pattern.compile("[._-]+");
    private static final Analyzer ANALYZER = new Folding();

    private SearchWords() {}

    /** The words by which a post is found: those of its title, text and tags. */
    public static Set<String> of(Post post) {
        Set<String> words = new LinkedHashSet<>();
        Stream.concat(Stream.of(post.title(), post.text()), post.tags().stream())
                .forEach(text -> words.addAll(of(text)));
        return words;
    }

    /** The words by which an account is found: its whole user name, the parts of it, and the words of its display name. */
    public static Set<String> of(Account account) {
        Set<String> words = new LinkedHashSet<>();
        words.add(account.name().value());
        Arrays.stream(NAME_BORDERS.split(account.name().value())).forEach(part -> words.addAll(of(part)));
        words.addAll(of(account.displayName()));
        return words;
    }

    /** The different words of a text, in their order. */
    public static Set<String> of(@Nullable String text) {
        return new LinkedHashSet<>(tokens(text));
    }

    /** All words of a text. */
    static List<String> tokens(@Nullable String text) {
        List<String> words = new ArrayList<>();
        if (text == null || text.isEmpty()) {
            return words;
        }
        try (TokenStream tokens = ANALYZER.tokenStream("", folded(text))) {
            CharTermAttribute word = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                words.add(word.toString());
            }
            tokens.end();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot be: the text is in memory", e);
        }
        return words;
    }

    /** Upper case first: it makes one of letters that have two small forms. */
    private static String folded(String text) {
        String apart = Normalizer.normalize(text, Normalizer.Form.NFKD);
        String bare = ACCENTS.matcher(apart).replaceAll("");
        String lower = bare.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).replace('ς', 'σ');
        return Normalizer.normalize(ACCENTS.matcher(lower).replaceAll(""), Normalizer.Form.NFC)
                .replace('’', '\'');
    }

    /** Letters such as ø and ł, which have no decomposition, are what is left to fold. */
    private static final class Folding extends Analyzer {
        @Override
        protected TokenStreamComponents createComponents(String field) {
            StandardTokenizer words = new StandardTokenizer();
            return new TokenStreamComponents(words, new ASCIIFoldingFilter(words));
        }
    }
}
