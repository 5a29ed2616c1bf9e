package io.millrace.gateway.visitors;

import com.maxmind.db.CHMCache;
import com.maxmind.db.Reader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The country of an address, from a file in MaxMind's format: the one that comes with Millrace, which is approximate, or
 * the operator's own. Thread-safe.
 */
final class Countries implements Closeable {
    private static final String BUNDLED = "/geo/country.mmdb.gz";

    private final Reader reader;

    private Countries(Reader reader) {
        this.reader = reader;
    }

    /** The file that comes with Millrace. */
    static Countries bundled() {
        try (InputStream file = Countries.class.getResourceAsStream(BUNDLED)) {
            if (file == null) {
                throw new IllegalStateException("The country data is missing from the class path: " + BUNDLED);
            }
            return new Countries(new Reader(new GZIPInputStream(file), new CHMCache()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The operator's own file, with {@code country_code} or {@code country.iso_code}.
     *
     * @throws IOException if it cannot be read as such a file
     */
    static Countries from(Path file) throws IOException {
        return new Countries(new Reader(file.toFile(), Reader.FileMode.MEMORY_MAPPED, new CHMCache()));
    }

    /** ISO 3166-1 alpha-2 code; null where it is not known. */
    @Nullable
    String of(InetAddress address) {
        try {
            Map<?, ?> found = reader.get(address, Map.class);
            if (found == null) {
                return null;
            }
            Object code = found.get("country_code");
            if (code == null && found.get("country") instanceof Map<?, ?> country) {
                code = country.get("iso_code");
            }
            return code instanceof String text && isCountry(text) ? text : null;
        } catch (IOException e) {
            return null;
        }
    }

    static boolean isCountry(String text) {
        return text.length() == 2
                && text.charAt(0) >= 'A'
                && text.charAt(0) <= 'Z'
                && text.charAt(1) >= 'A'
                && text.charAt(1) <= 'Z';
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
