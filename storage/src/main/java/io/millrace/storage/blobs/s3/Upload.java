package io.millrace.storage.blobs.s3;

import io.millrace.contracts.blobs.BlobKey;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * One upload of an object whose size is not known: a small one in one request, a larger one part after part. Nothing is seen of
 * it until {@link #finish}. For one stream.
 */
final class Upload {
    /** The least that S3 takes as a part that is not the last; what an upload holds in the heap. */
    static final int PART_BYTES = 5 * 1024 * 1024;

    private final S3AsyncClient client;
    private final String bucket;
    private final BlobKey key;
    private final List<CompletedPart> parts = new ArrayList<>();
    private @Nullable String id;
    private boolean whole;

    Upload(S3AsyncClient client, String bucket, BlobKey key) {
        this.client = client;
        this.bucket = bucket;
        this.key = key;
    }

    /** Cuts a stream into parts: true for the buffer with which a part is full. Every part but the last is full. */
    static Predicate<ByteBuffer> partEnds() {
        return new Predicate<>() {
            private long inPart;

            @Override
            public boolean test(ByteBuffer buffer) {
                inPart += buffer.remaining();
                boolean full = inPart >= PART_BYTES;
                inPart = full ? 0 : inPart;
                return full;
            }
        };
    }

    /** Sends a part; the next one only when this is done. */
    Mono<Void> add(List<ByteBuffer> part) {
        long size = part.stream().mapToLong(ByteBuffer::remaining).sum();
        AsyncRequestBody body = AsyncRequestBody.fromByteBuffersUnsafe(part.toArray(ByteBuffer[]::new));
        if (id == null && size < PART_BYTES) {
            return store(body);
        }
        return begun().flatMap(upload -> send(upload, body));
    }

    private Mono<Void> store(AsyncRequestBody body) {
        whole = true;
        return Mono.fromFuture(
                        () -> client.putObject(request -> request.bucket(bucket).key(key.value()), body))
                .then();
    }

    private Mono<String> begun() {
        String known = id;
        return known != null
                ? Mono.just(known)
                : Mono.fromFuture(() -> client.createMultipartUpload(
                                request -> request.bucket(bucket).key(key.value())))
                        .map(created -> {
                            id = created.uploadId();
                            return created.uploadId();
                        });
    }

    private Mono<Void> send(String upload, AsyncRequestBody body) {
        int number = parts.size() + 1;
        return Mono.fromFuture(() -> client.uploadPart(
                        request -> request.bucket(bucket)
                                .key(key.value())
                                .uploadId(upload)
                                .partNumber(number),
                        body))
                .doOnNext(sent -> parts.add(CompletedPart.builder()
                        .partNumber(number)
                        .eTag(sent.eTag())
                        .build()))
                .then();
    }

    /** Makes the object of what was sent. */
    Mono<Void> finish() {
        return Mono.defer(() -> {
            String upload = id;
            if (upload == null) {
                return whole ? Mono.empty() : store(AsyncRequestBody.empty());
            }
            return Mono.fromFuture(() -> client.completeMultipartUpload(request -> request.bucket(bucket)
                            .key(key.value())
                            .uploadId(upload)
                            .multipartUpload(all -> all.parts(parts))))
                    .then();
        });
    }

    /**
     * Gives up what was sent; never fails, so that whoever uploads hears why it is given up. Where the server does not hear it,
     * its own rule for abandoned uploads cleans up.
     */
    Mono<Void> abort() {
        return Mono.defer(() -> {
            String upload = id;
            return upload == null
                    ? Mono.<Void>empty()
                    : Mono.fromFuture(() -> client.abortMultipartUpload(request ->
                                    request.bucket(bucket).key(key.value()).uploadId(upload)))
                            .then()
                            .onErrorComplete();
        });
    }
}
