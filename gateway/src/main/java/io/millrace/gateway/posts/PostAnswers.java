package io.millrace.gateway.posts;

import io.millrace.contracts.posts.Count;
import io.millrace.contracts.posts.Post;
import io.millrace.contracts.posts.PostId;
import io.millrace.gateway.accounts.Caller;
import io.millrace.storage.posts.CountReads;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Shows posts to a caller, with what is counted of them. */
public final class PostAnswers {
    private final CountReads counts;
    private final RecentLikes likes;
    private final URI publicUrl;

    PostAnswers(CountReads counts, RecentLikes likes, URI publicUrl) {
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
        Mono<Map<String, Long>> counted =
                counts.values(Count.Of.LIKES, ids.stream().map(PostId::toString).toList());
        Mono<Set<PostId>> liked = caller == null ? Mono.just(Set.of()) : likes.of(caller.owner(), ids);
        return Mono.zip(counted, liked, (values, mine) -> posts.stream()
                .map(post -> PostAnswer.of(
                        post, publicUrl, values.getOrDefault(post.id().toString(), 0L), mine.contains(post.id())))
                .toList());
    }
}
