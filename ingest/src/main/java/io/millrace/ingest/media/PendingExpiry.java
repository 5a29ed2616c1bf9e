package io.millrace.ingest.media;

import io.millrace.contracts.posts.PostId;
import io.millrace.ingest.expiry.ExpiryTarget;
import io.millrace.ingest.log.Shards;
import java.time.Duration;
import java.time.Instant;
import reactor.core.publisher.Mono;

/**
 * Looks once more at posts that waited for their photos: a gateway that took the right to an edit and was killed before it made
 * it kept them from being shown, and its right has ended by now.
 */
public final class PendingExpiry implements ExpiryTarget {
    static final String KIND = "pending-posts";
    /** Longer than a right to an edit lasts. */
    static final Duration WAIT = Duration.ofMinutes(12);

    private final Shards shards;
    private final PostLog posts;
    private final PendingPosts pending;

    /** @param shards those of the topic of posts */
    public PendingExpiry(Shards shards, PostLog posts, PendingPosts pending) {
        this.shards = shards;
        this.posts = posts;
        this.pending = pending;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Shards shards() {
        return shards;
    }

    @Override
    public Mono<Verdict> purge(String id, Instant now) {
        return posts.find(PostId.parse(id)).flatMap(pending::written).thenReturn(Verdict.NOTHING_DUE);
    }
}
