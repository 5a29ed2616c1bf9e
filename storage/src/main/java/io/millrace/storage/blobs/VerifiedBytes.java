package io.millrace.storage.blobs;

import io.millrace.contracts.blobs.BlobRef;
import java.nio.ByteBuffer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Holds a whole object against its reference while it streams by. */
public final class VerifiedBytes {
    private VerifiedBytes() {}

    /** The same bytes, ended by {@link DamagedBlob} if their number or hash is not the reference's. */
    public static Flux<ByteBuffer> of(BlobRef ref, Flux<ByteBuffer> bytes) {
        return Flux.defer(() -> {
            RunningHash hash = new RunningHash();
            return bytes.doOnNext(hash::update).concatWith(Mono.defer(() -> checked(ref, hash)));
        });
    }

    private static Mono<ByteBuffer> checked(BlobRef ref, RunningHash hash) {
        if (hash.size() != ref.size()) {
            return Mono.error(new DamagedBlob(ref.key(), hash.size() + " bytes instead of " + ref.size()));
        }
        String found = hash.hex();
        return found.equals(ref.sha256())
                ? Mono.empty()
                : Mono.error(new DamagedBlob(ref.key(), "its SHA-256 is " + found + " instead of " + ref.sha256()));
    }
}
