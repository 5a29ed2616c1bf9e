package io.millrace.ingest.media;

import io.millrace.contracts.Topics;
import io.millrace.contracts.blobs.BlobKey;
import io.millrace.contracts.blobs.BlobRef;
import io.millrace.contracts.posts.MediaId;
import io.millrace.ingest.expiry.BlobOwner;
import io.millrace.ingest.log.Partitions;
import io.millrace.ingest.log.Shards;
import io.millrace.storage.media.MediaReads;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The bytes of photos and videos, {@code media/ID/NAME} in the object store: each belongs to the state that refers to it. */
public final class MediaObjects implements BlobOwner {
    private static final String PREFIX = "media/";

    private final Shards shards;
    private final MediaReads reads;

    public MediaObjects(Shards shards, MediaReads reads) {
        this.shards = shards;
        this.reads = reads;
    }

    /** What the keys of its objects begin with. */
    static String folder(MediaId id) {
        return PREFIX + id + "/";
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
        return Mono.fromSupplier(() -> MediaId.parse(thing(key)))
                .flatMap(reads::find)
                .map(media -> MediaReads.objects(media).stream()
                        .anyMatch(ref -> ref.key().equals(key)))
                .onErrorReturn(IllegalArgumentException.class, false)
                .defaultIfEmpty(false);
    }

    @Override
    public Flux<BlobRef> references() {
        return reads.objects();
    }
}
