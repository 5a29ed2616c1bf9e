package io.millrace.gateway.graph;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.posts.Audience;
import io.millrace.contracts.posts.Post;
import io.millrace.gateway.accounts.Caller;
import io.millrace.storage.graph.GraphReads;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Who may see a post, see {@code docs/access.md}: its author and admins always. Others once it is ready, unless one blocks the
 * other: if it is public everybody, if it is for followers those who follow, if it is private nobody.
 */
public final class PostAudience {
    private final FollowGraph graph;
    private final GraphReads reads;

    public PostAudience(FollowGraph graph, GraphReads reads) {
        this.graph = graph;
        this.reads = reads;
    }

    /** Whether that caller may see that post. */
    public Mono<Boolean> includes(@Nullable Caller caller, Post post) {
        return seenBy(caller, List.of(post)).map(seen -> !seen.isEmpty());
    }

    /**
     * Those of the posts that the caller may see, in their order.
     *
     * @param caller null for somebody who did not say who they are
     */
    public Mono<List<Post>> seenBy(@Nullable Caller caller, Collection<Post> posts) {
        return Mono.defer(() -> {
            if (caller == null || caller.isAdmin()) {
                return Mono.just(posts.stream()
                        .filter(post -> includes(caller, Relations.NONE, post))
                        .toList());
            }
            return graph.of(caller.owner()).flatMap(relations -> {
                List<Post> seen = posts.stream()
                        .filter(post -> includes(caller, relations, post))
                        .toList();
                return relations.knowsAllWhoBlock() ? Mono.just(seen) : unblocked(caller.owner(), seen);
            });
        });
    }

    private Mono<List<Post>> unblocked(OwnerId viewer, List<Post> posts) {
        Set<OwnerId> authors = posts.stream().map(Post::author).collect(Collectors.toSet());
        return reads.blockersAmong(authors, viewer).map(blockers -> posts.stream()
                .filter(post -> !blockers.contains(post.author()))
                .toList());
    }

    /**
     * The rule.
     *
     * @param relations how the caller stands to others; nothing for one who did not say who they are
     */
    static boolean includes(@Nullable Caller caller, Relations relations, Post post) {
        if (caller != null && (caller.isAdmin() || caller.owner().equals(post.author()))) {
            return true;
        }
        if (post.state() != Post.State.READY || post.visibility() == Audience.PRIVATE) {
            return false;
        }
        return post.visibility() == Audience.PUBLIC
                ? !relations.blocked(post.author())
                : caller != null && relations.follows(post.author());
    }
}
