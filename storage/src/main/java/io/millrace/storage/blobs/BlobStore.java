package io.millrace.storage.blobs;

import io.millrace.contracts.blobs.BlobKey;
import io.millrace.contracts.blobs.BlobRef;
import java.nio.ByteBuffer;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Bytes that are too large for the log and the tables. An object is written once, is there whole or not at all, and is never
 * changed. All that is given back starts when it is subscribed to and streams under backpressure; no object is ever held
 * whole.
 *
 * <p>Everything may fail with {@link BlobStoreUnavailable} when the store cannot be reached or has no room.
 */
public interface BlobStore extends AutoCloseable {
    /**
     * Stores an object. It can be read as soon as, and only if, the result has come; what an upload that failed, was cancelled
     * or was killed has written is never seen. Storing the same bytes again under the same key changes nothing.
     *
     * @param bytes the content; each buffer belongs to the store from then on. An error of it ends the upload with that error
     * @return what was stored, when it would survive a power cut
     */
    Mono<BlobRef> put(BlobKey key, Publisher<ByteBuffer> bytes);

    /**
     * The whole object, held against its reference while it streams.
     *
     * @return the bytes; {@link MissingBlob} before the first, or {@link DamagedBlob} before the end if they are not those of
     *     the reference
     */
    Flux<ByteBuffer> read(BlobRef ref);

    /**
     * A part of an object.
     *
     * @return the bytes; {@link MissingBlob} before the first, or {@link DamagedBlob} before a byte that is known to be wrong
     * @throws IllegalArgumentException if the range does not lie within the object
     */
    Flux<ByteBuffer> read(BlobRef ref, ByteRange range);

    /** Removes an object; does nothing if there is none. */
    Mono<Void> delete(BlobKey key);

    /** All objects whose keys begin so, in no particular order; one that is stored or removed meanwhile may be listed or not. */
    Flux<StoredBlob> list(String prefix);

    @Override
    void close();
}
