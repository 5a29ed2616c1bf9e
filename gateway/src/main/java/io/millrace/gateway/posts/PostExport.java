package io.millrace.gateway.posts;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.posts.PostId;
import io.millrace.gateway.accounts.Exported;
import io.millrace.storage.posts.LikeReads;
import io.millrace.storage.posts.PostReads;
import java.net.URI;
import java.nio.ByteBuffer;
import reactor.core.publisher.Flux;

/** An owner's posts, newest first, and which posts they like. */
final class PostExport implements Exported {
    private final PostReads reads;
    private final PostsView posts;
    private final LikeReads likes;
    private final URI publicUrl;

    PostExport(PostReads reads, PostsView posts, LikeReads likes, URI publicUrl) {
        this.reads = reads;
        this.posts = posts;
        this.likes = likes;
        this.publicUrl = publicUrl;
    }

    /** A post that the owner likes. */
    private record Liked(PostId post) {}

    @Override
    public Flux<ByteBuffer> of(OwnerId owner) {
        return reads.timeline(owner, null, Integer.MAX_VALUE)
                .concatMap(posts::find, 1)
                .filter(post -> post.author().equals(owner))
                .map(post -> Exported.line("post", PostAnswer.of(post, publicUrl, 0, false)))
                .concatWith(likes.allOf(owner, null).map(post -> Exported.line("like", new Liked(post))));
    }
}
