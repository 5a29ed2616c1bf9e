package io.millrace.ingest.pastes;

import io.millrace.contracts.Topics;
import io.millrace.contracts.blobs.BlobKey;
import io.millrace.contracts.blobs.BlobRef;
import io.millrace.contracts.links.LinkKey;
import io.millrace.ingest.expiry.BlobOwner;
import io.millrace.ingest.log.Partitions;
import io.millrace.ingest.log.Shards;
import io.millrace.storage.pastes.PasteRevisions;
import io.millrace.storage.pastes.Revision;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The long texts of pastes, {@code pastes/KEY/NAME} in the object store: each belongs to the revision that refers to it. */
public final class PasteObjects implements BlobOwner {
    private static final String PREFIX = "pastes/";

    private final Shards shards;
    private final PasteRevisions revisions;

    public PasteObjects(Shards shards, PasteRevisions revisions) {
        this.shards = shards;
        this.revisions = revisions;
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
        return Partitions.of(Topics.PASTES, thing(key));
    }

    @Override
    public Mono<Boolean> owns(BlobKey key) {
        String paste = thing(key);
        return LinkKey.isValid(paste)
                ? revisions
                        .before(new LinkKey(paste), Integer.MAX_VALUE, Revision.MAX)
                        .mapNotNull(revision -> revision.text().blob())
                        .any(ref -> Objects.equals(ref.key(), key))
                : Mono.just(false);
    }

    @Override
    public Flux<BlobRef> references() {
        return revisions.objects();
    }
}
