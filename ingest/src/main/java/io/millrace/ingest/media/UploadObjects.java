package io.millrace.ingest.media;

import io.millrace.contracts.Topics;
import io.millrace.contracts.blobs.BlobKey;
import io.millrace.contracts.blobs.BlobRef;
import io.millrace.ingest.expiry.BlobOwner;
import io.millrace.ingest.log.Partitions;
import io.millrace.ingest.log.Shards;
import io.millrace.storage.media.MediaUploads;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The pieces of files that are on their way, {@code uploads/ID/NAME} in the object store. Their rows end after a day; from then
 * on nothing refers to them.
 */
public final class UploadObjects implements BlobOwner {
    private static final String PREFIX = "uploads/";

    private final Shards shards;
    private final MediaUploads uploads;

    public UploadObjects(Shards shards, MediaUploads uploads) {
        this.shards = shards;
        this.uploads = uploads;
    }

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public Shards shards() {
        return shards;
    }

    @Override
    public int shard(BlobKey key) {
        return Partitions.of(Topics.MEDIA, thing(key));
    }

    @Override
    public Mono<Boolean> owns(BlobKey key) {
        return uploads.parts(thing(key)).any(part -> part.blob().key().equals(key));
    }

    /** A piece that is gone is missed by whoever sends the file, and sent again. */
    @Override
    public Flux<BlobRef> references() {
        return Flux.empty();
    }
}
