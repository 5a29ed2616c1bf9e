package io.millrace.gateway.posts;

import io.millrace.contracts.posts.Media;
import io.millrace.contracts.posts.Post;
import io.millrace.gateway.accounts.Caller;
import io.millrace.gateway.graph.PostAudience;
import io.millrace.gateway.media.MediaAudience;
import io.millrace.storage.media.MediaClaims;
import reactor.core.publisher.Mono;

/** Photos and videos are for whom the post is that they are on. */
final class PostedMedia implements MediaAudience {
    private final MediaClaims claims;
    private final PostsView posts;
    private final PostAudience audience;

    PostedMedia(MediaClaims claims, PostsView posts, PostAudience audience) {
        this.claims = claims;
        this.posts = posts;
        this.audience = audience;
    }

    @Override
    public Mono<Boolean> isPublic(Media media) {
        return post(media).flatMap(post -> audience.includes(null, post)).defaultIfEmpty(false);
    }

    @Override
    public Mono<Boolean> sees(Caller caller, Media media) {
        return post(media).flatMap(post -> audience.includes(caller, post)).defaultIfEmpty(false);
    }

    private Mono<Post> post(Media media) {
        return claims.post(media.id()).flatMap(posts::find);
    }
}
