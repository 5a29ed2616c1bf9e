package io.millrace.ingest.media;

import io.millrace.contracts.Topics;
import io.millrace.contracts.posts.Media;
import io.millrace.contracts.posts.MediaEvent;
import io.millrace.contracts.posts.MediaId;
import io.millrace.contracts.posts.PostId;
import io.millrace.ingest.expiry.ExpiryTarget;
import io.millrace.ingest.log.Partitions;
import io.millrace.ingest.log.Shards;
import io.millrace.storage.expiry.Due;
import io.millrace.storage.media.MediaClaims;
import io.millrace.storage.media.MediaReads;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** Ends photos and videos that no post has taken a day after they were uploaded. Whether one has is decided by its claim. */
public final class MediaExpiry implements ExpiryTarget {
    /** How long a photo or video waits for a post. */
    static final Duration WAIT = Duration.ofHours(24);

    /** How long it may take until the view has a post that has claimed it. */
    private static final Duration POST_IS_THERE = Duration.ofHours(1);

    private static final String KIND = "media";

    private final Shards shards;
    private final MediaReads reads;
    private final MediaClaims claims;
    private final PostLog posts;
    private final Function<MediaEvent, Mono<Void>> log;

    public MediaExpiry(
            Shards shards, MediaReads reads, MediaClaims claims, PostLog posts, Function<MediaEvent, Mono<Void>> log) {
        this.shards = shards;
        this.reads = reads;
        this.claims = claims;
        this.posts = posts;
        this.log = log;
    }

    /** When it has to be looked at. */
    static Due due(Media media) {
        String id = media.id().toString();
        return new Due(KIND, Partitions.of(Topics.MEDIA, id), media.id().time().plus(WAIT), id);
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
        return reads.find(MediaId.parse(id))
                .filter(media -> !media.id().time().plus(WAIT).isAfter(now))
                .flatMap(media -> claims.post(media.id())
                        .flatMap(post -> onPost(media, post, now))
                        .switchIfEmpty(Mono.defer(() -> ended(media, claims.end(media.id()), now))))
                .defaultIfEmpty(Verdict.NOTHING_DUE);
    }

    private Mono<Verdict> onPost(Media media, PostId post, Instant now) {
        return posts.find(post)
                .map(there -> Verdict.NOTHING_DUE)
                .switchIfEmpty(Mono.defer(() -> post.time().plus(POST_IS_THERE).isAfter(now)
                        ? Mono.just(Verdict.LOOK_AGAIN)
                        : ended(media, claims.end(media.id(), post), now)));
    }

    private Mono<Verdict> ended(Media media, Mono<Boolean> decided, Instant now) {
        return decided.flatMap(ended -> ended
                ? log.apply(new MediaEvent.MediaDeleted(media.emptied(), now)).thenReturn(Verdict.PURGED)
                : Mono.just(Verdict.LOOK_AGAIN));
    }
}
