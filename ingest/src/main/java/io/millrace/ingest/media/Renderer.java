package io.millrace.ingest.media;

import io.millrace.contracts.blobs.BlobKey;
import io.millrace.contracts.blobs.BlobRef;
import io.millrace.contracts.posts.Media;
import io.millrace.ingest.media.pictures.BrokenPicture;
import io.millrace.ingest.media.pictures.Pictures;
import io.millrace.storage.blobs.BlobStore;
import io.millrace.storage.blobs.DamagedBlob;
import io.millrace.storage.blobs.MissingBlob;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Fetches a photo, renders it on threads of their own, and stores what came of it. */
final class Renderer {
    private static final Logger log = LoggerFactory.getLogger(Renderer.class);

    private final BlobStore blobs;
    private final Pictures pictures;
    private final Scheduler scheduler;

    /** @param scheduler where decoding blocks; bounded */
    Renderer(BlobStore blobs, Pictures pictures, Scheduler scheduler) {
        this.blobs = blobs;
        this.pictures = pictures;
        this.scheduler = scheduler;
    }

    /** The photo's next state: ready with its renditions, which are stored then, or failed with the reason. */
    Mono<Media> render(Media media) {
        return fetched(media.original())
                .flatMap(file -> Mono.fromCallable(() -> pictures.render(file)).subscribeOn(scheduler))
                .flatMap(rendered -> stored(media, rendered))
                .onErrorResume(BrokenPicture.class, broken -> {
                    log.info("{} cannot be shown: {}", media.id(), broken.reason());
                    return Mono.just(failed(media, broken.reason()));
                })
                .onErrorResume(
                        error -> error instanceof MissingBlob || error instanceof DamagedBlob,
                        lost -> Mono.just(failed(media, "The file was lost; upload it once more")));
    }

    private Mono<byte[]> fetched(BlobRef original) {
        return Mono.defer(() -> {
            ByteArrayOutputStream file = new ByteArrayOutputStream((int) original.size());
            return blobs.read(original)
                    .doOnNext(bytes -> {
                        byte[] some = new byte[bytes.remaining()];
                        bytes.get(some);
                        file.writeBytes(some);
                    })
                    .then(Mono.fromSupplier(file::toByteArray));
        });
    }

    private Mono<Media> stored(Media media, Pictures.Rendered rendered) {
        return Flux.fromIterable(rendered.shown())
                .concatMap(shown -> stored(media, shown))
                .collectList()
                .map(renditions -> ready(media, rendered, renditions));
    }

    /** Named after its content, so that rendering again, maybe by another version, never changes an object. */
    private Mono<Media.Rendition> stored(Media media, Pictures.Shown shown) {
        BlobKey key = new BlobKey(MediaObjects.folder(media.id()) + shown.name() + "-"
                + sha256(shown.jpeg()).substring(0, 16));
        return blobs.put(key, Mono.fromSupplier(() -> ByteBuffer.wrap(shown.jpeg())))
                .map(blob -> new Media.Rendition(shown.name(), shown.width(), shown.height(), blob));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static Media ready(Media media, Pictures.Rendered rendered, List<Media.Rendition> renditions) {
        return new Media(
                media.id(),
                media.owner(),
                media.kind(),
                media.original(),
                Media.State.READY,
                rendered.width(),
                rendered.height(),
                rendered.blur(),
                renditions,
                null);
    }

    private static Media failed(Media media, String reason) {
        return new Media(
                media.id(),
                media.owner(),
                media.kind(),
                media.original(),
                Media.State.FAILED,
                0,
                0,
                null,
                List.of(),
                reason);
    }
}
