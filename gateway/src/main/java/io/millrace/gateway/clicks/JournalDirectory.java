package io.millrace.gateway.clicks;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where a journal is kept: held by one process at a time, with what former journals left there. */
final class JournalDirectory implements Closeable {
    private static final String NAME_CHARACTERS = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static final int NAME_LENGTH = 12;

    private final Path path;
    private final FileChannel lockFile;

    private JournalDirectory(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /**
     * Takes the directory, made if need be, until it is closed.
     *
     * @throws IOException if it cannot be written or another process has it
     */
    static JournalDirectory hold(Path path) throws IOException {
        Files.createDirectories(path);
        FileChannel lockFile =
                FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock held = lockFile.tryLock();
            if (held == null) {
                throw new IOException("Another gateway has the click journal open: " + path);
            }
            return new JournalDirectory(path, lockFile);
        } catch (OverlappingFileLockException e) {
            lockFile.close();
            throw new IOException("This process has the click journal open already: " + path, e);
        } catch (IOException e) {
            lockFile.close();
            throw e;
        }
    }

    JournalCursor cursor() throws IOException {
        return JournalCursor.open(path.resolve("cursor"));
    }

    /** The segments that are there, in order. What is none, because it was never finished, is removed. */
    List<Segment> segments() throws IOException {
        List<Segment> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(path)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(Segment.SUFFIX)).toList()) {
                Segment segment = Segment.open(file);
                if (segment == null) {
                    Files.delete(file);
                } else {
                    found.add(segment);
                }
            }
        }
        found.sort(Comparator.comparingLong(Segment::base));
        return found;
    }

    /** A name that no journal had before. */
    static String newName() {
        SecureRandom random = new SecureRandom();
        StringBuilder characters = new StringBuilder();
        for (int i = 0; i < NAME_LENGTH; i++) {
            characters.append(NAME_CHARACTERS.charAt(random.nextInt(NAME_CHARACTERS.length())));
        }
        return characters.toString();
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
