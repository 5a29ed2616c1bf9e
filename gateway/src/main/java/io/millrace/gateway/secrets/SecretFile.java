package io.millrace.gateway.secrets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * A secret that was not configured: made once, kept in a file under {@code secrets} in the home, readable by its owner only. All
 * who start at once read the same.
 */
public final class SecretFile {
    private static final int BYTES = 32;

    private final Path file;

    /** @param name of the file */
    public SecretFile(Path home, String name) {
        this.file = home.resolve("secrets").resolve(name);
    }

    /**
     * The secret, {@value #BYTES} random bytes.
     *
     * @throws UncheckedIOException if the file can be neither read nor made
     */
    public byte[] readOrCreate() {
        try {
            if (!Files.exists(file)) {
                create();
            }
            return HexFormat.of().parseHex(Files.readString(file).trim());
        } catch (IOException e) {
            throw new UncheckedIOException("The secret cannot be kept in " + file, e);
        }
    }

    private void create() throws IOException {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        Files.createDirectories(file.getParent());
        Path temporary = Files.createTempFile(file.getParent(), "secret", ".new");
        try {
            Files.writeString(temporary, HexFormat.of().formatHex(bytes));
            // A link fails where the name is taken, so of two processes that start at once one secret wins.
            Files.createLink(file, temporary);
        } catch (FileAlreadyExistsException e) {
            // The other process was faster; its secret is the one to read.
        } catch (UnsupportedOperationException e) {
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
