package io.millrace.gateway.posts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.millrace.contracts.posts.Post;
import io.millrace.contracts.posts.PostEvent;
import io.millrace.contracts.posts.PostId;
import io.millrace.gateway.log.Freshness;
import io.millrace.gateway.log.PostsListener;
import io.millrace.storage.posts.StoredPost;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Posts, from memory where that is allowed: what the log told lately, which the view may not have yet, and what was read from
 * the view. Bounded by weight; thread-safe.
 *
 * <p>What the log told is kept longer than what was read, so a read that brought a state from before a change is forgotten
 * before the change is.
 */
public final class PostsView implements PostsListener {
    private static final Duration REMEMBER_TOLD = Duration.ofMinutes(15);
    private static final Duration REMEMBER_READ = Duration.ofMinutes(10);
    /** What an entry costs beside its words. */
    private static final int OVERHEAD = 500;

    private static final int PER_ATTACHMENT = 1_000;

    private final Function<Collection<PostId>, Mono<Map<PostId, StoredPost>>> view;
    private final Freshness freshness;
    private final Cache<PostId, StoredPost> told;
    private final Cache<PostId, StoredPost> read;

    /**
     * @param view reads those of the posts that there ever were
     * @param maxBytes how much heap the posts may take; half for what was told, half for what was read
     */
    PostsView(Function<Collection<PostId>, Mono<Map<PostId, StoredPost>>> view, Freshness freshness, long maxBytes) {
        this.view = view;
        this.freshness = freshness;
        this.told = cache(maxBytes / 2, REMEMBER_TOLD);
        this.read = cache(maxBytes / 2, REMEMBER_READ);
    }

    private static Cache<PostId, StoredPost> cache(long maxBytes, Duration remember) {
        return Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .<PostId, StoredPost>weigher((id, stored) -> weight(stored.post()))
                .expireAfterWrite(remember)
                .build();
    }

    private static int weight(Post post) {
        return OVERHEAD
                + PER_ATTACHMENT * post.media().size()
                + 2 * (length(post.title()) + length(post.text()))
                + 80 * post.tags().size();
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    /** The post with this id, whoever may see it; empty if there is none, or none any more. */
    public Mono<Post> find(PostId id) {
        return present(List.of(id)).mapNotNull(found -> found.get(id));
    }

    /** Those of the posts that are there, whoever may see them. */
    public Mono<Map<PostId, Post>> present(Collection<PostId> ids) {
        return Mono.defer(() -> {
            Map<PostId, StoredPost> known = new HashMap<>(told.getAllPresent(ids));
            if (freshness.isFresh()) {
                ids.stream()
                        .filter(id -> !known.containsKey(id))
                        .forEach(id -> known.compute(id, (same, none) -> read.getIfPresent(id)));
            } else {
                // Another gateway may have hidden it since; only what is gone stays gone.
                known.values().removeIf(stored -> !stored.isDeleted());
            }
            List<PostId> unknown =
                    ids.stream().filter(id -> !known.containsKey(id)).distinct().toList();
            return unknown.isEmpty()
                    ? Mono.just(withoutDeleted(known))
                    : view.apply(unknown).map(found -> {
                        found.forEach(read::put);
                        unknown.forEach(id -> latest(id, found.get(id)).ifPresent(stored -> known.put(id, stored)));
                        return withoutDeleted(known);
                    });
        });
    }

    /** What was told meanwhile is later than what was read, or is not in the view yet. */
    private Optional<StoredPost> latest(PostId id, @Nullable StoredPost stored) {
        StoredPost lately = told.getIfPresent(id);
        if (stored == null || lately == null) {
            return Optional.ofNullable(stored == null ? lately : stored);
        }
        return Optional.of(later(lately, stored));
    }

    private static Map<PostId, Post> withoutDeleted(Map<PostId, StoredPost> known) {
        Map<PostId, Post> present = new HashMap<>();
        known.forEach((id, stored) -> {
            if (!stored.isDeleted()) {
                present.put(id, stored.post());
            }
        });
        return present;
    }

    @Override
    public void happened(PostEvent event) {
        PostId id = event.post().id();
        StoredPost state = new StoredPost(event.post(), event instanceof PostEvent.PostDeleted gone ? gone.at() : null);
        told.asMap().merge(id, state, PostsView::later);
        read.invalidate(id);
    }

    private static StoredPost later(StoredPost one, StoredPost other) {
        return place(one) >= place(other) ? one : other;
    }

    private static long place(StoredPost stored) {
        return stored.isDeleted() ? Long.MAX_VALUE : stored.post().version();
    }
}
