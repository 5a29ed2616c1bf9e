package io.millrace.gateway.ui;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.springframework.http.MediaType;

/**
 * A file of the pages, held in memory as it is and compressed.
 *
 * @param name its path below {@code ui/}, for example {@code app/main.js}
 */
record Asset(String name, MediaType type, byte[] plain, byte[] gzip) {
    private static final Map<String, MediaType> TYPES = Map.of(
            "js", new MediaType("text", "javascript", StandardCharsets.UTF_8),
            "css", new MediaType("text", "css", StandardCharsets.UTF_8),
            "html", new MediaType("text", "html", StandardCharsets.UTF_8),
            "json", MediaType.APPLICATION_JSON,
            "svg", new MediaType("image", "svg+xml"));

    static Asset of(String name, byte[] content) {
        String extension = name.substring(name.lastIndexOf('.') + 1);
        return new Asset(name, TYPES.getOrDefault(extension, MediaType.TEXT_PLAIN), content, compressed(content));
    }

    private static byte[] compressed(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    String text() {
        return new String(plain, StandardCharsets.UTF_8);
    }
}
