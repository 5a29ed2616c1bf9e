package io.millrace.ingest.expiry;

import io.millrace.contracts.blobs.BlobKey;
import io.millrace.contracts.blobs.BlobRef;
import io.millrace.ingest.log.Shards;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A kind of thing that keeps bytes in the object store, as the {@link OrphanSweep} sees it. */
public interface BlobOwner {
    /** What the keys of its objects begin with, for example {@code pastes/}; no two kinds share one. */
    String prefix();

    /** The thing to which an object with that key would belong: what stands between the prefix and the next slash. */
    default String thing(BlobKey key) {
        return key.value().substring(prefix().length()).split("/", 2)[0];
    }

    /** Who looks after what. */
    Shards shards();

    /** The shard of the thing to which an object with that key would belong. */
    int shard(BlobKey key);

    /** Whether a thing that is there refers to the object. */
    Mono<Boolean> owns(BlobKey key);

    /** All that things which are there refer to, in no particular order. */
    Flux<BlobRef> references();
}
