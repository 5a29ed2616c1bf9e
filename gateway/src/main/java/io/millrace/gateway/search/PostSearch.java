package io.millrace.gateway.search;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.millrace.contracts.posts.Post;
import io.millrace.contracts.posts.PostId;
import io.millrace.gateway.accounts.Caller;
import io.millrace.gateway.graph.PostAudience;
import io.millrace.gateway.posts.PostsView;
import io.millrace.storage.search.PostIndexReads;
import io.millrace.storage.search.SearchQuery;
import io.millrace.storage.search.SearchWords;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Public posts that have all the words, newest first. The index says what to look at; whether it belongs is asked of the post as it
 * is now.
 */
final class PostSearch {
    /** How many posts are looked at for one page of a query with several words, most of which may have one of them only. */
    private static final int SCAN = 400;

    private final PostIndexReads index;
    private final PostsView posts;
    private final PostAudience audience;

    PostSearch(PostIndexReads index, PostsView posts, PostAudience audience) {
        this.index = index;
        this.posts = posts;
        this.audience = audience;
    }

    /** @param caller null for somebody who did not say who they are */
    Mono<Page<Post, PostId>> page(@Nullable Caller caller, SearchQuery query, @Nullable PostId before, int limit) {
        int scanned = query.words().size() == 1 ? limit * 2 : SCAN;
        return index.candidates(query, before, scanned).collectList().flatMap(ids -> belonging(caller, query, ids)
                .map(found -> Page.cut(
                        ids.stream()
                                .map(id -> new Page.Candidate<>(id, found.get(id)))
                                .toList(),
                        limit,
                        scanned)));
    }

    private Mono<Map<PostId, Post>> belonging(@Nullable Caller caller, SearchQuery query, List<PostId> ids) {
        return posts.present(ids)
                .flatMap(there -> audience.seenBy(
                        caller,
                        ids.stream()
                                .map(there::get)
                                .filter(Objects::nonNull)
                                .filter(post -> isFound(post, query))
                                .toList()))
                .map(seen -> seen.stream().collect(toMap(Post::id, identity())));
    }

    /** Admins too find public posts only. */
    private static boolean isFound(Post post, SearchQuery query) {
        return post.reachesEverybody() && query.matches(SearchWords.of(post));
    }
}
