package io.millrace.streams;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * The name under which an instance is a member of its group: kept beside its state, so that an instance that starts again
 * takes up its partitions at once, and nobody waits for the session of the one that died.
 */
final class InstanceName {
    private InstanceName() {}

    static String in(Path directory) {
        Path file = directory.resolve("instance");
        try {
            Files.createDirectories(directory);
            if (Files.exists(file)) {
                String name = Files.readString(file).strip();
                if (!name.isEmpty()) {
                    return name;
                }
            }
            String name = UUID.randomUUID().toString();
            Path written = Files.writeString(directory.resolve("instance.new"), name);
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return name;
        } catch (IOException e) {
            throw new UncheckedIOException("The state directory " + directory + " cannot be used", e);
        }
    }
}
