package io.millrace.gateway.posts;

import io.millrace.contracts.posts.Post;
import io.millrace.contracts.posts.PostId;
import io.millrace.gateway.accounts.Caller;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Shows posts to a caller, with what is counted of them. */
public final class PostAnswers {
    private final LikeCounts counts;
    private final RecentLikes likes;
    private final URI publicUrl;

    PostAnswers(LikeCounts counts, RecentLikes likes, URI publicUrl) {
        this.counts = counts;
        this.likes = likes;
        this.publicUrl = publicUrl;
    }

    /**
     * The posts in their order.
     *
     * @param caller null for somebody who did not say who they are
     */
    public Mono<List<PostAnswer>> of(@Nullable Caller caller, List<Post> posts) {
        List<PostId> ids = posts.stream().map(Post::id).toList();
        Mono<Map<PostId, Long>> counted = counts.of(ids, LikeCounts.SHOWN);
        Mono<Set<PostId>> liked = caller == null ? Mono.just(Set.of()) : likes.of(caller.owner(), ids);
        return Mono.zip(counted, liked, (values, mine) -> posts.stream()
                .map(post ->
                        PostAnswer.of(post, publicUrl, values.getOrDefault(post.id(), 0L), mine.contains(post.id())))
                .toList());
    }
}
