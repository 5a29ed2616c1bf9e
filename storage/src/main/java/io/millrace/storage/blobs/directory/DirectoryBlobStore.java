package io.millrace.storage.blobs.directory;

import io.millrace.contracts.blobs.BlobKey;
import io.millrace.contracts.blobs.BlobRef;
import io.millrace.storage.blobs.BlobStore;
import io.millrace.storage.blobs.BlobStoreUnavailable;
import io.millrace.storage.blobs.ByteRange;
import io.millrace.storage.blobs.DamagedBlob;
import io.millrace.storage.blobs.MissingBlob;
import io.millrace.storage.blobs.RunningHash;
import io.millrace.storage.blobs.StoredBlob;
import io.millrace.storage.blobs.VerifiedBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Objects in the files of one directory, which any number of processes of one machine may share. A file has the SHA-256 of the
 * object's key as its name, so that no file system's idea of names matters, and lies in one of 65,536 folders by its first
 * digits. Disk work is done on a few threads of this store's own.
 */
public final class DirectoryBlobStore implements BlobStore {
    private static final int BUFFERS_AHEAD = 4;
    private static final int MAX_WAITING = 10_000;
    private static final Duration ABANDONED = Duration.ofDays(1);

    private final Path objects;
    private final Path drafts;
    private final Scheduler disk;

    /**
     * Opens the store, made if need be, and removes uploads that were abandoned more than a day ago.
     *
     * @param threads how many files are worked on at once
     * @throws UncheckedIOException if the directory cannot be used
     */
    public DirectoryBlobStore(Path directory, int threads) {
        this.objects = directory.toAbsolutePath().resolve("objects");
        this.drafts = directory.toAbsolutePath().resolve("drafts");
        try {
            Directories.create(objects);
            Directories.create(drafts);
            removeAbandoned();
        } catch (IOException e) {
            throw new UncheckedIOException("The object store cannot use " + directory, e);
        }
        this.disk = Schedulers.newBoundedElastic(threads, MAX_WAITING, "blobs", 60, true);
    }

    @Override
    public Mono<BlobRef> put(BlobKey key, Publisher<ByteBuffer> bytes) {
        return Mono.usingWhen(
                onDisk(() -> Draft.begin(key, drafts)),
                draft -> Flux.from(bytes)
                        .publishOn(disk, BUFFERS_AHEAD)
                        .doOnNext(buffer -> append(draft, buffer))
                        .then(Mono.fromCallable(() -> publish(draft, key)))
                        .onErrorMap(DirectoryBlobStore::isOfDisk, DirectoryBlobStore::translate),
                draft -> Mono.empty(),
                (draft, error) -> discard(draft),
                this::discard);
    }

    private static void append(Draft draft, ByteBuffer buffer) {
        try {
            draft.append(buffer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private BlobRef publish(Draft draft, BlobKey key) throws IOException {
        Path place = place(key);
        Directories.create(folder(key));
        return draft.publish(place);
    }

    /** Never fails, so that whoever uploads hears why it is given up; a draft that stays is removed at a later start. */
    private Mono<Void> discard(Draft draft) {
        return onDisk(() -> {
                    draft.discard();
                    return draft;
                })
                .then()
                .onErrorComplete();
    }

    @Override
    public Flux<ByteBuffer> read(BlobRef ref) {
        return ref.size() == 0
                ? VerifiedBytes.of(ref, open(ref.key()).thenMany(Flux.empty()))
                : VerifiedBytes.of(ref, blocks(ref.key(), null));
    }

    @Override
    public Flux<ByteBuffer> read(BlobRef ref, ByteRange range) {
        return blocks(ref.key(), range.within(ref.size()));
    }

    private Mono<BlobKey> open(BlobKey key) {
        return onDisk(() -> {
                    BlobFile.open(key, place(key)).close();
                    return key;
                })
                .onErrorMap(NoSuchFileException.class, error -> new MissingBlob(key));
    }

    /** The verified blocks of a range; null is all of the object. */
    private Flux<ByteBuffer> blocks(BlobKey key, @Nullable ByteRange range) {
        return Flux.using(
                        () -> BlobFile.open(key, place(key)),
                        file -> Flux.<ByteBuffer, Long>generate(
                                () -> range == null ? 0L : range.from(),
                                (at, sink) -> next(file, at, range == null ? file.size() : range.end(), sink)),
                        DirectoryBlobStore::close)
                .subscribeOn(disk)
                .onErrorMap(NoSuchFileException.class, error -> new MissingBlob(key))
                .onErrorMap(DirectoryBlobStore::isOfDisk, DirectoryBlobStore::translate);
    }

    private static long next(BlobFile file, long at, long end, SynchronousSink<ByteBuffer> sink) {
        if (at >= end) {
            sink.complete();
            return at;
        }
        try {
            ByteBuffer block = file.readFirstBlockOf(new ByteRange(at, end - at));
            long next = at + block.remaining();
            sink.next(block);
            return next;
        } catch (ClosedChannelException e) {
            // The reader went away in the middle of a block; nobody hears this.
            sink.complete();
            return at;
        } catch (IOException | DamagedBlob e) {
            sink.error(e);
            return at;
        }
    }

    private static void close(BlobFile file) {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Mono<Void> delete(BlobKey key) {
        return onDisk(() -> {
                    if (Files.deleteIfExists(place(key))) {
                        Directories.sync(folder(key));
                    }
                    return key;
                })
                .then();
    }

    @Override
    public Flux<StoredBlob> list(String prefix) {
        return Flux.using(() -> Files.walk(objects, 3), Flux::fromStream, Stream::close)
                .filter(path -> objects.relativize(path).getNameCount() == 3)
                .mapNotNull(DirectoryBlobStore::stored)
                .filter(blob -> blob.key().value().startsWith(prefix))
                .subscribeOn(disk)
                .onErrorMap(DirectoryBlobStore::isOfDisk, DirectoryBlobStore::translate);
    }

    /** What a file says that it holds; null if it is gone, or not an object that can be read. */
    private static @Nullable StoredBlob stored(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            Trailer trailer = Trailer.read(channel);
            Instant storedAt = Files.getLastModifiedTime(file).toInstant();
            return trailer == null ? null : new StoredBlob(new BlobKey(trailer.key()), trailer.size(), storedAt);
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path place(BlobKey key) {
        return folder(key).resolve(name(key));
    }

    private Path folder(BlobKey key) {
        String name = name(key);
        return objects.resolve(name.substring(0, 2)).resolve(name.substring(2, 4));
    }

    private static String name(BlobKey key) {
        RunningHash hash = new RunningHash();
        hash.update(ByteBuffer.wrap(key.value().getBytes(StandardCharsets.US_ASCII)));
        return hash.hex();
    }

    private void removeAbandoned() throws IOException {
        Instant limit = Instant.now().minus(ABANDONED);
        try (Stream<Path> files = Files.list(drafts)) {
            for (Path file : files.toList()) {
                try {
                    if (Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
                        Files.deleteIfExists(file);
                    }
                } catch (NoSuchFileException e) {
                    // Another process that shares the directory was faster.
                }
            }
        }
    }

    private <T> Mono<T> onDisk(Callable<T> work) {
        return Mono.fromCallable(work)
                .subscribeOn(disk)
                .onErrorMap(DirectoryBlobStore::isOfDisk, DirectoryBlobStore::translate);
    }

    private static boolean isOfDisk(Throwable error) {
        return error instanceof UncheckedIOException
                || error instanceof IOException && !(error instanceof NoSuchFileException);
    }

    private static BlobStoreUnavailable translate(Throwable error) {
        String reason = String.valueOf(error.getMessage());
        return new BlobStoreUnavailable(
                reason.contains("No space left")
                        ? "The disk of the object store is full"
                        : "The directory of the object store cannot be used: " + reason,
                error);
    }

    @Override
    public void close() {
        disk.dispose();
    }
}
