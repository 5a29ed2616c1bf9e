package io.millrace.storage.blobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contracts.blobs.BlobKey;
import io.millrace.contracts.blobs.BlobRef;
import io.millrace.storage.blobs.directory.DirectoryBlobStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class DirectoryBlobStoreTest extends BlobStoreContract {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    @Override
    BlobStore open() {
        return new DirectoryBlobStore(directory, 4);
    }

    @Override
    void damage(BlobKey key, long position) throws IOException {
        try (var channel = java.nio.channels.FileChannel.open(onlyObject(), StandardOpenOption.WRITE)) {
            channel.write(java.nio.ByteBuffer.wrap(new byte[] {1, 2, 3}), position);
        }
    }

    private Path onlyObject() throws IOException {
        List<Path> files = objects();
        assertThat(files).hasSize(1);
        return files.get(0);
    }

    private List<Path> objects() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("objects"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void aDamagedBlockIsNotServedEvenAsARange() throws IOException {
        BlobRef ref = put(key(), random(300_000));
        damage(ref.key(), 70_000);
        StepVerifier.create(store.read(ref, new ByteRange(65_536, 100)))
                .expectError(DamagedBlob.class)
                .verify(LIMIT);
        // Blocks that are whole are served all the same.
        assertThat(read(store.read(ref, new ByteRange(0, 65_536)))).hasSize(65_536);
    }

    @Test
    void aFileThatIsCutShortIsDamaged() throws IOException {
        BlobRef ref = put(key(), random(300_000));
        Path file = onlyObject();
        byte[] all = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(all, all.length - 1));
        StepVerifier.create(store.read(ref).then())
                .expectError(DamagedBlob.class)
                .verify(LIMIT);
    }

    @Test
    void anotherProcessSharesTheDirectory() {
        BlobRef ref = put(key(), random(1_000));
        try (BlobStore other = open()) {
            assertThat(read(other.read(ref))).isEqualTo(random(1_000));
        }
    }

    /** An upload that is killed at any point has left either nothing that can be seen or the whole object. */
    @Test
    void afterAKillEveryObjectThatCanBeSeenIsWhole() throws Exception {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EndlessUploads.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .start();
        try (var acknowledged = writer.inputReader()) {
            int told = 0;
            for (String line = acknowledged.readLine(); line != null; line = acknowledged.readLine()) {
                told += line.matches("[0-9a-f]{64} .*") ? 1 : 0;
                if (told == 40) {
                    // The handle leaves the pipe open: what was told before the kill is read after it.
                    writer.toHandle().destroyForcibly();
                }
            }
            assertThat(told).isGreaterThanOrEqualTo(40);
            assertThat(writer.waitFor(10, TimeUnit.SECONDS)).isTrue();
            List<BlobRef> seen = store.list(EndlessUploads.PREFIX)
                    .map(blob -> new BlobRef(blob.key(), blob.size(), EndlessUploads.sha256Of(blob.key())))
                    .collectList()
                    .block(LIMIT);
            assertThat(seen).hasSizeGreaterThanOrEqualTo(told);
            Flux.fromIterable(seen).concatMap(ref -> store.read(ref).then()).blockLast(LIMIT);
        }
    }
}
