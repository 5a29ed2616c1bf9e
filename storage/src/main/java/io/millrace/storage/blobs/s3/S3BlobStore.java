package io.millrace.storage.blobs.s3;

import io.millrace.contracts.blobs.BlobKey;
import io.millrace.contracts.blobs.BlobRef;
import io.millrace.storage.blobs.BlobStore;
import io.millrace.storage.blobs.BlobStoreUnavailable;
import io.millrace.storage.blobs.ByteRange;
import io.millrace.storage.blobs.MissingBlob;
import io.millrace.storage.blobs.RunningHash;
import io.millrace.storage.blobs.StoredBlob;
import io.millrace.storage.blobs.VerifiedBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Objects of one bucket. An object is seen when its upload is complete, as every S3-compatible server promises; its size need
 * not be known before.
 */
public final class S3BlobStore implements BlobStore {
    private static final Logger log = LoggerFactory.getLogger(S3BlobStore.class);

    private final S3AsyncClient client;
    private final Bucket place;
    private final String bucket;
    private final UploadSlots slots = new UploadSlots();

    private S3BlobStore(S3AsyncClient client, Bucket place) {
        this.client = client;
        this.place = place;
        this.bucket = place.name();
    }

    /**
     * Connects, and makes the bucket if it is not there. Blocks. A server that cannot be reached stops nobody from starting, since
     * most things need no objects: it is logged, and each use fails until it can be reached.
     *
     * @throws IllegalStateException with a sentence for the operator, if the server does not let us
     */
    public static S3BlobStore connect(S3Settings settings) {
        S3AsyncClient client = S3Clients.of(settings);
        Bucket bucket = new Bucket(client, settings.bucket());
        try {
            bucket.ready().toFuture().join();
        } catch (CompletionException e) {
            if (!isAway(e.getCause())) {
                client.close();
                throw new IllegalStateException(
                        "The object store cannot be used: " + settings + ". " + e.getMessage(), e);
            }
            log.warn("The object store does not answer yet: {}. {}", settings, e.getMessage());
        }
        return new S3BlobStore(client, bucket);
    }

    private static boolean isAway(@Nullable Throwable error) {
        return error instanceof SdkClientException && error.getCause() instanceof IOException
                || error instanceof SdkServiceException answer && answer.statusCode() >= 500;
    }

    @Override
    public Mono<BlobRef> put(BlobKey key, Publisher<ByteBuffer> bytes) {
        return slots.take(
                place.ready().onErrorMap(error -> translate(key, error)).then(Mono.defer(() -> {
                    RunningHash hash = new RunningHash();
                    return Mono.usingWhen(
                                    Mono.fromSupplier(() -> new Upload(client, bucket, key)),
                                    upload -> Flux.from(bytes)
                                            .doOnNext(hash::update)
                                            .bufferUntil(Upload.partEnds())
                                            .concatMap(upload::add, 1)
                                            .then(upload.finish()),
                                    upload -> Mono.empty(),
                                    (upload, error) -> upload.abort(),
                                    Upload::abort)
                            .onErrorMap(error -> translate(key, error))
                            .then(Mono.fromSupplier(() -> new BlobRef(key, hash.size(), hash.hex())));
                })));
    }

    @Override
    public Flux<ByteBuffer> read(BlobRef ref) {
        return VerifiedBytes.of(ref, get(ref.key(), null));
    }

    @Override
    public Flux<ByteBuffer> read(BlobRef ref, ByteRange range) {
        return get(ref.key(), range.within(ref.size()));
    }

    private Flux<ByteBuffer> get(BlobKey key, @Nullable ByteRange range) {
        return Mono.fromFuture(() -> client.getObject(
                        request -> request.bucket(bucket)
                                .key(key.value())
                                .range(range == null ? null : "bytes=" + range.from() + "-" + (range.end() - 1)),
                        AsyncResponseTransformer.toPublisher()))
                .flatMapMany(Flux::from)
                .onErrorMap(error -> translate(key, error));
    }

    @Override
    public Mono<Void> delete(BlobKey key) {
        return Mono.fromFuture(() ->
                        client.deleteObject(request -> request.bucket(bucket).key(key.value())))
                .onErrorMap(error -> translate(key, error))
                .then();
    }

    @Override
    public Flux<StoredBlob> list(String prefix) {
        return Flux.from(client.listObjectsV2Paginator(
                                request -> request.bucket(bucket).prefix(prefix))
                        .contents())
                .map(object -> new StoredBlob(new BlobKey(object.key()), object.size(), object.lastModified()))
                .onErrorMap(SdkException.class, error -> unavailable(error));
    }

    private static Throwable translate(BlobKey key, Throwable error) {
        Throwable cause = Exceptions.unwrap(error);
        if (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof NoSuchKeyException) {
            return new MissingBlob(key);
        }
        return cause instanceof SdkException ? unavailable(cause) : cause;
    }

    private static BlobStoreUnavailable unavailable(Throwable cause) {
        return new BlobStoreUnavailable("The object store does not answer: " + cause.getMessage(), cause);
    }

    @Override
    public void close() {
        client.close();
    }
}
