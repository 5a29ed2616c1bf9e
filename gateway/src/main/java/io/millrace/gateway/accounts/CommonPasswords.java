package io.millrace.gateway.accounts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The ten thousand passwords that are tried first, by OWASP ASVS 5.0, 6.2.4 not to be chosen. About a megabyte. */
final class CommonPasswords {
    private static final Set<String> ALL = load();

    private CommonPasswords() {}

    /** Whether it is one of them, however it is capitalised. */
    static boolean contains(String password) {
        return ALL.contains(password.toLowerCase(Locale.ROOT));
    }

    private static Set<String> load() {
        try (InputStream list =
                Objects.requireNonNull(CommonPasswords.class.getResourceAsStream("/passwords/common.txt"))) {
            return new String(list.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
