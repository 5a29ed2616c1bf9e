package io.millrace.gateway.media;

import io.millrace.contracts.posts.Audience;
import io.millrace.contracts.posts.Media;
import io.millrace.contracts.posts.Post;
import io.millrace.gateway.accounts.Caller;
import io.millrace.storage.media.MediaClaims;
import io.millrace.storage.posts.PostReads;
import io.millrace.storage.posts.StoredPost;
import reactor.core.publisher.Mono;

/** Asks the post. */
final class PostedMedia implements MediaAudience {
    private final MediaClaims claims;
    private final PostReads posts;

    PostedMedia(MediaClaims claims, PostReads posts) {
        this.claims = claims;
        this.posts = posts;
    }

    @Override
    public Mono<Boolean> isPublic(Media media) {
        return post(media)
                .map(post -> post.state() == Post.State.READY && post.visibility() == Audience.PUBLIC)
                .defaultIfEmpty(false);
    }

    @Override
    public Mono<Boolean> sees(Caller caller, Media media) {
        return Mono.just(false);
    }

    private Mono<Post> post(Media media) {
        return claims.post(media.id())
                .flatMap(posts::find)
                .filter(stored -> !stored.isDeleted())
                .map(StoredPost::post);
    }
}
