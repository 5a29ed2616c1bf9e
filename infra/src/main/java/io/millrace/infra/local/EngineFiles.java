package io.millrace.infra.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/** The packaged configuration of the engines, and their logs. */
final class EngineFiles {
    /** A log larger than this, in bytes, is set aside at the next start. */
    private static final long LOG_LIMIT = 8 << 20;

    private EngineFiles() {}

    static BufferedReader open(String name) {
        return new BufferedReader(new InputStreamReader(stream(name), StandardCharsets.UTF_8));
    }

    static void copy(String name, Path target) throws IOException {
        try (InputStream in = stream(name)) {
            Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    static ProcessBuilder appendingTo(Path log, ProcessBuilder builder) throws IOException {
        Files.createDirectories(Objects.requireNonNull(log.getParent()));
        if (Files.exists(log) && Files.size(log) > LOG_LIMIT) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        return builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    }

    /** The last lines of a log; none when there is no log. */
    static List<String> tail(Path log, int lines) throws IOException {
        if (!Files.exists(log)) {
            return List.of();
        }
        Deque<String> last = new ArrayDeque<>(lines);
        // Engines write bytes of any kind; ISO 8859-1 reads them all.
        try (var reader = Files.newBufferedReader(log, StandardCharsets.ISO_8859_1)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (last.size() == lines) {
                    last.removeFirst();
                }
                last.addLast(line);
            }
        }
        return List.copyOf(last);
    }

    private static InputStream stream(String name) {
        return Objects.requireNonNull(EngineFiles.class.getResourceAsStream("/engines/" + name), name);
    }
}
