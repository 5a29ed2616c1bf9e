package io.millrace.storage.blobs.s3;

import reactor.core.publisher.Mono;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;

/** The bucket of all objects: made where it is not there, and asked for until it is known. Thread-safe. */
final class Bucket {
    private final S3AsyncClient client;
    private final String name;
    private volatile boolean known;

    Bucket(S3AsyncClient client, String name) {
        this.client = client;
        this.name = name;
    }

    String name() {
        return name;
    }

    /** Done when it is there; the client's own errors otherwise. */
    Mono<Void> ready() {
        return Mono.defer(() -> known ? Mono.empty() : found().doOnSuccess(done -> known = true));
    }

    private Mono<Void> found() {
        return Mono.fromFuture(() -> client.headBucket(request -> request.bucket(name)))
                .then()
                .onErrorResume(NoSuchBucketException.class, absent -> made());
    }

    private Mono<Void> made() {
        return Mono.fromFuture(() -> client.createBucket(request -> request.bucket(name)))
                .then()
                .onErrorResume(BucketAlreadyOwnedByYouException.class, raced -> Mono.empty());
    }
}
