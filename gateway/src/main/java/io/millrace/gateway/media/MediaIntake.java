package io.millrace.gateway.media;

import io.millrace.contracts.blobs.BlobKey;
import io.millrace.contracts.blobs.BlobRef;
import io.millrace.contracts.posts.MediaId;
import io.millrace.contracts.posts.MediaKind;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import io.millrace.storage.blobs.BlobStore;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Streams photos and videos to the object store; what they are is told while they pass, and refused then. */
final class MediaIntake {
    /** How long the whole of a file may take: a video at a megabit a second takes over two hours, and comes in pieces. */
    private static final Duration PATIENCE = Duration.ofHours(1);

    private final BlobStore blobs;

    MediaIntake(BlobStore blobs) {
        this.blobs = blobs;
    }

    /**
     * A file that has come.
     *
     * @param kind what it is
     * @param blob where it is
     */
    record Taken(MediaKind kind, BlobRef blob) {}

    /**
     * Takes a file in. Taking the same bytes in again for the same id changes nothing.
     *
     * @param bytes the file; each buffer belongs to this from then on
     * @return the problems {@code body-too-large}, {@code unsupported-media-type}, {@code invalid-field} if there is none
     */
    Mono<Taken> take(MediaId id, Flux<ByteBuffer> bytes) {
        return Mono.defer(() -> {
            MediaSniffer sniffer = new MediaSniffer();
            Flux<ByteBuffer> passing = bytes.doOnNext(some -> sniffer.update(some.duplicate()))
                    .concatWith(Mono.fromRunnable(sniffer::end));
            return blobs.put(original(id), passing)
                    .map(blob -> new Taken(sniffer.end(), blob))
                    .timeout(PATIENCE)
                    .onErrorMap(
                            TimeoutException.class,
                            late -> Problem.of(
                                    ProblemType.REQUEST_TIMEOUT,
                                    "The file did not come to its end within " + PATIENCE.toMinutes()
                                            + " minutes; send it in pieces"));
        });
    }

    static BlobKey original(MediaId id) {
        return new BlobKey("media/" + id + "/original");
    }

    /** The same bytes in memory of their own. */
    static ByteBuffer copied(DataBuffer buffer) {
        try {
            ByteBuffer bytes = ByteBuffer.allocate(buffer.readableByteCount());
            buffer.toByteBuffer(bytes);
            return bytes;
        } finally {
            DataBufferUtils.release(buffer);
        }
    }
}
