package io.millrace.gateway.media;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.blobs.BlobKey;
import io.millrace.contracts.posts.Media;
import io.millrace.contracts.posts.MediaId;
import io.millrace.gateway.ids.TimeOrderedIds;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import io.millrace.storage.blobs.BlobStore;
import io.millrace.storage.media.MediaUploads;
import io.millrace.storage.media.MediaUploads.Part;
import io.millrace.storage.media.MediaUploads.Upload;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Files that come in pieces. Each request's bytes are cut into parts that are stored one after the other, so what a cut
 * connection loses is the last part; when all are there they become one file, which is taken in like any other.
 *
 * <p>Nothing is locked: of two clients that send the same upload the later one's parts count, and whoever asks is told where
 * the file goes on without a gap.
 */
final class ResumableUploads {
    /** The longest part, in bytes; an upload of the largest file has some hundred. */
    static final int PART = 8_000_000;

    /** How many buffers of a part wait for the object store. */
    private static final int AHEAD = 16;

    private final MediaUploads uploads;
    private final MediaCommands commands;
    private final RecentMedia media;
    private final TimeOrderedIds ids;
    private final BlobStore blobs;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    ResumableUploads(
            MediaUploads uploads,
            MediaCommands commands,
            RecentMedia media,
            TimeOrderedIds ids,
            BlobStore blobs,
            Clock clock) {
        this.uploads = uploads;
        this.commands = commands;
        this.media = media;
        this.ids = ids;
        this.blobs = blobs;
        this.clock = clock;
    }

    /**
     * How far an upload has come.
     *
     * @param offset how many bytes are there without a gap
     * @param made what it has become; null while it is under way
     */
    record Progress(Upload upload, long offset, @Nullable Media made) {}

    /** Announces a file of that many bytes. */
    Mono<Upload> begin(OwnerId owner, long length) {
        return ids.next().map(MediaId::new).flatMap(id -> {
            Upload upload =
                    new Upload(name(), owner, id, length, clock.instant().truncatedTo(ChronoUnit.MILLIS));
            return uploads.create(upload).thenReturn(upload);
        });
    }

    private String name() {
        byte[] name = new byte[16];
        random.nextBytes(name);
        return HexFormat.of().formatHex(name);
    }

    /** How far an owner's upload has come; empty if there is none of that name. */
    Mono<Progress> progress(OwnerId owner, String name) {
        return uploads.find(name)
                .filter(upload ->
                        upload.owner().equals(owner) && upload.expiresAt().isAfter(clock.instant()))
                .flatMap(upload -> media.find(upload.media())
                        .map(made -> new Progress(upload, upload.length(), made))
                        .switchIfEmpty(
                                Mono.defer(() -> joined(upload).map(parts -> new Progress(upload, end(parts), null)))));
    }

    /**
     * Takes in what follows.
     *
     * @param offset where the bytes begin: where the file goes on
     * @return how far it has come then; the problems {@code upload-offset}, {@code body-too-large} if there is more than was
     *     announced, and those of {@link MediaIntake#take}
     */
    Mono<Progress> append(Progress before, long offset, Flux<ByteBuffer> bytes) {
        if (offset != before.offset()) {
            return Mono.error(Problem.of(
                            ProblemType.UPLOAD_OFFSET,
                            "The file goes on at byte " + before.offset() + ", not " + offset)
                    .withHeader(TusHandler.OFFSET, String.valueOf(before.offset())));
        }
        if (before.made() != null) {
            return Mono.just(before);
        }
        Upload upload = before.upload();
        return stored(upload, offset, checked(bytes, offset, upload.length()))
                .then(Mono.defer(() -> joined(upload)))
                .flatMap(parts -> end(parts) < upload.length()
                        ? Mono.just(new Progress(upload, end(parts), null))
                        : finished(upload, parts));
    }

    /** Ends where more comes than was announced, or where the beginning shows what is not taken. */
    private static Flux<ByteBuffer> checked(Flux<ByteBuffer> bytes, long offset, long length) {
        return Flux.defer(() -> {
            MediaSniffer sniffer = new MediaSniffer();
            long[] end = {offset};
            return bytes.doOnNext(some -> {
                end[0] += some.remaining();
                if (end[0] > length) {
                    throw Problem.of(ProblemType.BODY_TOO_LARGE, "The upload was announced with " + length + " bytes");
                }
                if (offset == 0) {
                    sniffer.update(some.duplicate());
                }
            });
        });
    }

    private Mono<Void> stored(Upload upload, long offset, Flux<ByteBuffer> bytes) {
        return Flux.defer(() -> {
                    long[] filled = {0};
                    long[] start = {offset};
                    return bytes.windowUntil(some -> isFull(filled, some), false, AHEAD)
                            .concatMap(part -> stored(upload, start, part), 1);
                })
                .then();
    }

    private static boolean isFull(long[] filled, ByteBuffer some) {
        filled[0] += some.remaining();
        if (filled[0] < PART) {
            return false;
        }
        filled[0] = 0;
        return true;
    }

    private Mono<Void> stored(Upload upload, long[] start, Flux<ByteBuffer> bytes) {
        String name = start[0] + "-" + HexFormat.of().toHexDigits(random.nextLong());
        return blobs.put(new BlobKey("uploads/" + upload.id() + "/" + name), bytes)
                .flatMap(blob -> {
                    Part part = new Part(start[0], blob);
                    start[0] = part.end();
                    return uploads.add(upload.id(), part);
                });
    }

    /** The parts that follow each other from the beginning without a gap. */
    private Mono<List<Part>> joined(Upload upload) {
        return uploads.parts(upload.id()).collectList().map(all -> {
            List<Part> joined = new ArrayList<>();
            for (Part part : all) {
                if (part.start() == end(joined)) {
                    joined.add(part);
                }
            }
            return joined;
        });
    }

    private static long end(List<Part> parts) {
        return parts.isEmpty() ? 0 : parts.get(parts.size() - 1).end();
    }

    /** What is refused now would be refused each time: it is forgotten. */
    private Mono<Progress> finished(Upload upload, List<Part> parts) {
        Flux<ByteBuffer> whole = Flux.fromIterable(parts).concatMap(part -> blobs.read(part.blob()), 1);
        return commands.upload(upload.media(), upload.owner(), whole)
                .onErrorResume(
                        Problem.class,
                        refused -> refused.type() == ProblemType.UNAVAILABLE
                                ? Mono.error(refused)
                                : remove(upload).then(Mono.error(refused)))
                .flatMap(made -> forgotten(parts)
                        .then(uploads.removeParts(upload.id()))
                        .onErrorComplete()
                        .thenReturn(new Progress(upload, upload.length(), made)));
    }

    /** Forgets an upload. Objects that cannot be removed now are found by the sweep. */
    Mono<Void> remove(Upload upload) {
        return uploads.parts(upload.id())
                .collectList()
                .flatMap(this::forgotten)
                .onErrorComplete()
                .then(uploads.remove(upload.id()));
    }

    private Mono<Void> forgotten(List<Part> parts) {
        return Flux.fromIterable(parts)
                .concatMap(part -> blobs.delete(part.blob().key()))
                .then();
    }
}
