package io.millrace.storage.media;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.millrace.contracts.posts.MediaId;
import io.millrace.contracts.posts.PostId;
import io.millrace.storage.Cassandra;
import io.millrace.storage.Claims;
import io.millrace.storage.StorageUnavailable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The tables {@code media_claims} and {@code media_of_post}: decide which post has a photo or video, or that none ever will.
 * Asking again for the same post gives the same answer, so whoever was killed may ask again.
 */
public final class MediaClaims {
    private static final long NONE_ANY_MORE = -1;

    private final Cassandra cassandra;
    private final Claims claims;
    private final PreparedStatement claim;
    private final PreparedStatement holder;
    private final PreparedStatement post;
    private final PreparedStatement release;
    private final PreparedStatement end;
    private final PreparedStatement note;
    private final PreparedStatement noted;

    public MediaClaims(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.claims = new Claims(cassandra);
        this.claim = cassandra.prepareClaim("INSERT INTO media_claims (media, post) VALUES (?, ?) IF NOT EXISTS");
        this.holder = cassandra.prepareClaim("SELECT post FROM media_claims WHERE media = ?");
        this.post = cassandra.prepare("SELECT post FROM media_claims WHERE media = ?");
        this.release = cassandra.prepareClaim("DELETE FROM media_claims WHERE media = ? IF post = ?");
        this.end = cassandra.prepareClaim("UPDATE media_claims SET post = ? WHERE media = ? IF post = ?");
        this.note = cassandra.prepareQuorum("INSERT INTO media_of_post (post, media) VALUES (?, ?)");
        this.noted = cassandra.prepareQuorum("SELECT media FROM media_of_post WHERE post = ?");
    }

    /**
     * Gives it to a post, unless another has it or it is deleted.
     *
     * @return whether the post has it now
     * @throws StorageUnavailable if the outcome is not known; asking again tells
     */
    public Mono<Boolean> take(MediaId media, PostId post) {
        // Noted first: what is noted in vain is told by the claim, what is claimed without being noted would never be
        // found.
        return Mono.defer(() -> cassandra.write(note.bind(post.value(), media.value())))
                .then(claimed(media, post.value()));
    }

    /** Takes it back from a post that was never made. */
    public Mono<Void> release(MediaId media, PostId post) {
        return claims.applied(() -> release.bind(media.value(), post.value())).then();
    }

    /**
     * Decides that no post will have it, because it is to be deleted.
     *
     * @return false if a post has it
     */
    public Mono<Boolean> end(MediaId media) {
        return claimed(media, NONE_ANY_MORE);
    }

    /**
     * Decides the same for what a post had that is gone, or never was.
     *
     * @return false if another post has it
     */
    public Mono<Boolean> end(MediaId media, PostId had) {
        return claims.won(() -> end.bind(NONE_ANY_MORE, media.value(), had.value()), holds(media, NONE_ANY_MORE))
                .flatMap(ended -> ended ? Mono.just(true) : end(media));
    }

    /** The post that has it; empty if none has. */
    public Mono<PostId> post(MediaId media) {
        return Mono.defer(() -> cassandra.row(post.bind(media.value())))
                .map(row -> row.getLong("post"))
                .filter(held -> held != NONE_ANY_MORE)
                .map(PostId::new);
    }

    /** What a post has, also if the post itself is gone. */
    public Flux<MediaId> of(PostId post) {
        return Flux.defer(() -> cassandra.rows(noted.bind(post.value())))
                .map(row -> new MediaId(row.getLong("media")))
                .filterWhen(media -> holds(media, post.value()), 1);
    }

    private Mono<Boolean> claimed(MediaId media, long by) {
        return claims.applied(() -> claim.bind(media.value(), by))
                .onErrorReturn(StorageUnavailable.class, false)
                .flatMap(won -> won ? Mono.just(true) : holds(media, by));
    }

    private Mono<Boolean> holds(MediaId media, long by) {
        return Mono.defer(() -> cassandra.row(holder.bind(media.value())))
                .map(row -> row.getLong("post") == by)
                .defaultIfEmpty(false);
    }
}
