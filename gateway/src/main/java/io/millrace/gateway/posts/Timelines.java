package io.millrace.gateway.posts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.posts.Post;
import io.millrace.contracts.posts.PostEvent;
import io.millrace.contracts.posts.PostId;
import io.millrace.gateway.accounts.Caller;
import io.millrace.gateway.graph.PostAudience;
import io.millrace.gateway.log.Freshness;
import io.millrace.gateway.log.PostsListener;
import io.millrace.storage.posts.PostReads;
import java.time.Duration;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * An author's posts, newest first, as far as a caller may see them. The table may not have a new post yet; what the log told in
 * the last minutes is added. So the newest that were listed once need not be listed again for a while: each page of a feed asks
 * for its reader's.
 */
public final class Timelines implements PostsListener {
    private static final Duration REMEMBER = Duration.ofMinutes(5);
    /** Much shorter than what the log told is remembered. */
    private static final Duration REMEMBER_LISTED = Duration.ofSeconds(30);

    private static final long MOST_AUTHORS = 20_000;
    private static final int SCANNED_FOR_EACH = 3;

    private final PostReads reads;
    private final PostsView posts;
    private final PostAudience audience;
    private final Freshness freshness;
    private final Cache<OwnerId, NavigableSet<PostId>> lately = Caffeine.newBuilder()
            .maximumSize(MOST_AUTHORS)
            .expireAfterAccess(REMEMBER)
            .build();
    private final Cache<OwnerId, Newest> listed = Caffeine.newBuilder()
            .maximumSize(MOST_AUTHORS)
            .expireAfterWrite(REMEMBER_LISTED)
            .build();

    Timelines(PostReads reads, PostsView posts, PostAudience audience, Freshness freshness) {
        this.reads = reads;
        this.posts = posts;
        this.audience = audience;
        this.freshness = freshness;
    }

    /**
     * What the table had.
     *
     * @param asked for how many
     */
    private record Newest(List<PostId> posts, int asked) {
        boolean has(int limit) {
            return asked >= limit || posts.size() < asked;
        }
    }

    /**
     * A page.
     *
     * @param next the post before which the next page begins; null if this is the last
     */
    record Page(List<Post> posts, @Nullable PostId next) {}

    Mono<Page> page(@Nullable Caller caller, OwnerId author, @Nullable PostId before, int limit) {
        int scanned = limit * SCANNED_FOR_EACH;
        return newest(author, before, scanned).flatMap(ids -> posts.present(ids)
                .flatMap(found -> audience.seenBy(
                        caller,
                        ids.stream().map(found::get).filter(Objects::nonNull).toList()))
                .map(seen -> cut(seen, ids, limit, scanned)));
    }

    /**
     * The ids of an author's posts, newest first, whoever may see them.
     *
     * @param before only older ones; null for the newest
     * @param limit how many at most
     */
    public Mono<List<PostId>> newest(OwnerId author, @Nullable PostId before, int limit) {
        return (before == null
                        ? listed(author, limit)
                        : reads.timeline(author, before, limit).collectList())
                .map(posts -> withRecent(author, before, posts, limit));
    }

    private Mono<List<PostId>> listed(OwnerId author, int limit) {
        return Mono.defer(() -> {
            Newest known = freshness.isFresh() ? listed.getIfPresent(author) : null;
            if (known != null && known.has(limit)) {
                return Mono.just(known.posts().stream().limit(limit).toList());
            }
            return reads.timeline(author, null, limit)
                    .collectList()
                    .doOnNext(posts -> listed.put(author, new Newest(List.copyOf(posts), limit)));
        });
    }

    private List<PostId> withRecent(OwnerId author, @Nullable PostId before, List<PostId> posts, int scanned) {
        NavigableSet<PostId> recent = lately.getIfPresent(author);
        if (recent == null) {
            return posts;
        }
        TreeSet<PostId> all = new TreeSet<>(posts);
        PostId oldest = posts.size() < scanned ? new PostId(0) : posts.get(posts.size() - 1);
        recent.stream()
                .filter(id -> before == null || id.compareTo(before) < 0)
                .filter(id -> id.compareTo(oldest) > 0)
                .forEach(all::add);
        return all.descendingSet().stream().limit(scanned).toList();
    }

    private static Page cut(List<Post> seen, List<PostId> ids, int limit, int scanned) {
        if (seen.size() > limit) {
            List<Post> page = seen.subList(0, limit);
            return new Page(page, page.get(limit - 1).id());
        }
        return new Page(seen, ids.size() < scanned ? null : ids.get(ids.size() - 1));
    }

    @Override
    public void happened(PostEvent event) {
        NavigableSet<PostId> recent =
                Objects.requireNonNull(lately.get(event.post().author(), author -> new ConcurrentSkipListSet<>()));
        recent.add(event.post().id());
        listed.invalidate(event.post().author());
        while (recent.size() > 200) {
            recent.pollFirst();
        }
    }
}
