package io.millrace.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** The texts of {@code attacks/stored.txt}: each would run, or ask for something, in a page that took it for markup. */
final class Attacks {
    private static final Pattern CHARACTER = Pattern.compile("\\\\u([0-9A-F]{4})");

    /** All of them, in the order of the file. */
    static final List<String> ALL = read();

    private Attacks() {}

    /** Those that have at most so many characters. */
    static List<String> upTo(int length) {
        return ALL.stream().filter(attack -> attack.length() <= length).toList();
    }

    /** Those that can be the value of a header. */
    static List<String> ascii() {
        return ALL.stream()
                .filter(attack -> attack.chars().allMatch(c -> c < 128))
                .toList();
    }

    private static List<String> read() {
        try (InputStream file =
                Objects.requireNonNull(Attacks.class.getResourceAsStream("/attacks/stored.txt"), "attacks")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("# "))
                    .map(Attacks::unescaped)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String unescaped(String line) {
        return CHARACTER
                .matcher(line)
                .replaceAll(found -> java.util.regex.Matcher.quoteReplacement(
                        String.valueOf((char) Integer.parseInt(found.group(1), 16))));
    }
}
