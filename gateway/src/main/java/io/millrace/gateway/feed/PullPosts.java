package io.millrace.gateway.feed;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.feed.PullPost;
import io.millrace.contracts.posts.PostId;
import io.millrace.contracts.posts.TimeOrderedId;
import io.millrace.storage.feed.FeedPost;
import io.millrace.storage.feed.FeedWrites;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/**
 * The posts that are not delivered, because their authors have so many followers that whoever reads fetches them from here: those
 * of the feed's horizon, and of these the newest {@link #MOST}. Written by one thread, read by any.
 */
final class PullPosts {
    /** Some 200 bytes each. */
    static final int MOST = 250_000;

    private final ConcurrentMap<OwnerId, NavigableSet<PostId>> byAuthor = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<PostId, OwnerId> all = new ConcurrentSkipListMap<>();
    private final Clock clock;
    private final int most;
    private int size;

    PullPosts(Clock clock) {
        this(clock, MOST);
    }

    PullPosts(Clock clock, int most) {
        this.clock = clock;
        this.most = most;
    }

    /** Takes what the log says, in its order. */
    void happened(PullPost event) {
        if (event.gone()) {
            remove(event.post());
        } else if (all.put(event.post(), event.author()) == null) {
            size++;
            byAuthor.computeIfAbsent(event.author(), author -> new ConcurrentSkipListSet<>())
                    .add(event.post());
        }
        PostId horizon = horizon();
        while (!all.isEmpty() && (size > most || all.firstKey().compareTo(horizon) < 0)) {
            remove(all.firstKey());
        }
    }

    private void remove(PostId post) {
        OwnerId author = all.remove(post);
        if (author != null) {
            size--;
            byAuthor.computeIfPresent(author, (name, posts) -> {
                posts.remove(post);
                return posts.isEmpty() ? null : posts;
            });
        }
    }

    private PostId horizon() {
        return new PostId(TimeOrderedId.floor(clock.instant().minus(FeedWrites.HORIZON)));
    }

    /**
     * The posts of some authors, newest first.
     *
     * @param before only older ones; null for the newest
     * @param limit how many at most
     */
    List<FeedPost> newest(Set<OwnerId> authors, @Nullable PostId before, int limit) {
        List<FeedPost> found = new ArrayList<>();
        if (authors.size() < byAuthor.size()) {
            authors.forEach(author -> collect(author, byAuthor.get(author), before, limit, found));
        } else {
            for (Map.Entry<OwnerId, NavigableSet<PostId>> entry : byAuthor.entrySet()) {
                if (authors.contains(entry.getKey())) {
                    collect(entry.getKey(), entry.getValue(), before, limit, found);
                }
            }
        }
        return found.stream()
                .sorted(Comparator.comparing(FeedPost::post).reversed())
                .limit(limit)
                .toList();
    }

    private static void collect(
            OwnerId author,
            @Nullable NavigableSet<PostId> posts,
            @Nullable PostId before,
            int limit,
            List<FeedPost> into) {
        if (posts != null) {
            (before == null ? posts : posts.headSet(before, false))
                    .descendingSet().stream()
                            .limit(limit)
                            .map(post -> new FeedPost(post, author))
                            .forEach(into::add);
        }
    }
}
