package io.millrace.gateway.feed;

import io.millrace.contracts.posts.Post;
import io.millrace.contracts.posts.PostId;
import io.millrace.storage.feed.FeedPost;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Pages of a feed. Candidates are taken from the sources a window at a time, put in order, and shown if they may be seen at this
 * moment; whatever was delivered before, nothing else decides. A page looks at three times as many candidates as it has room for
 * at most, so one may be shorter than it could be and yet have a next.
 */
final class FeedPages {
    private static final int LOOKED_AT = 3;

    private final Windows windows;
    private final Function<Collection<PostId>, Mono<Map<PostId, Post>>> visible;
    private final Function<Collection<PostId>, Mono<Map<PostId, Long>>> likes;

    /**
     * @param windows the candidates
     * @param visible those of the posts that were not deleted, as they are now
     * @param likes how many likes posts have; those without are left out
     */
    FeedPages(
            Windows windows,
            Function<Collection<PostId>, Mono<Map<PostId, Post>>> visible,
            Function<Collection<PostId>, Mono<Map<PostId, Long>>> likes) {
        this.windows = windows;
        this.visible = visible;
        this.likes = likes;
    }

    /**
     * A page.
     *
     * @param next where the next page begins; null if this is the last
     * @param newest the newest post that was looked at for a first page, whether or not it may be seen; null if there was none
     */
    record Page(
            List<Post> posts,
            @Nullable FeedCursor next,
            @Nullable PostId newest) {
        Page {
            posts = List.copyOf(posts);
        }
    }

    /** The candidates of a feed, the newest of those that are older than a post; {@link FeedSources} for one. */
    @FunctionalInterface
    interface Windows {
        Mono<Union> window(Reading reading, @Nullable PostId before, int limit);
    }

    /** Where the making of a page has come to. */
    private record Draft(
            FeedCursor at,
            boolean more,
            List<Post> posts,
            @Nullable PostId newest,
            int left) {}

    /** The page that begins at the cursor, with as many posts at most. */
    Mono<Page> page(Reading reading, FeedCursor cursor, int limit) {
        Draft begin = new Draft(cursor, true, List.of(), null, LOOKED_AT * limit);
        return Mono.just(begin)
                .expand(draft -> isDone(draft, limit) ? Mono.empty() : step(reading, draft, limit))
                .last()
                .map(draft -> new Page(draft.posts(), draft.more() ? draft.at() : null, draft.newest()));
    }

    private static boolean isDone(Draft draft, int limit) {
        return !draft.more() || draft.posts().size() >= limit || draft.left() <= 0;
    }

    private Mono<Draft> step(Reading reading, Draft draft, int limit) {
        return draft.at().ranked().isEmpty() ? fetch(reading, draft, limit) : show(reading, draft, limit);
    }

    /** The next window, in order. */
    private Mono<Draft> fetch(Reading reading, Draft draft, int limit) {
        FeedCursor at = draft.at();
        int room = at.order() == Order.TOP ? FeedCursor.MAX_RANKED : Math.min(limit + limit / 2, FeedCursor.MAX_RANKED);
        return windows.window(reading, at.before(), room)
                .flatMap(union -> ordered(at.order(), union).map(ranked -> {
                    PostId rest = union.rest();
                    boolean more = rest != null || !ranked.isEmpty();
                    return new Draft(
                            new FeedCursor(at.order(), rest == null ? FeedCursor.END : rest, ranked),
                            more,
                            draft.posts(),
                            at.before() == null && !union.posts().isEmpty()
                                    ? union.posts().get(0).post()
                                    : draft.newest(),
                            // Where nothing of a window belongs in the feed, going on must end all the same.
                            draft.left() - (ranked.isEmpty() ? room : 0));
                }));
    }

    private Mono<List<PostId>> ordered(Order order, Union union) {
        List<PostId> newest = union.posts().stream().map(FeedPost::post).toList();
        return order == Order.LATEST || newest.isEmpty()
                ? Mono.just(newest)
                : likes.apply(newest).map(counts -> Ranking.order(newest, counts));
    }

    /** Takes what may be seen of those in order, until the page is full. */
    private Mono<Draft> show(Reading reading, Draft draft, int limit) {
        List<PostId> ranked = draft.at().ranked();
        List<PostId> some = ranked.subList(0, Math.min(ranked.size(), Math.min(draft.left(), limit + limit / 2)));
        return visible.apply(some).map(posts -> {
            List<Post> shown = new ArrayList<>(draft.posts());
            int taken = 0;
            while (taken < some.size() && shown.size() < limit) {
                Post post = posts.get(some.get(taken++));
                if (post != null && reading.followees().mayShow(post)) {
                    shown.add(post);
                }
            }
            FeedCursor at = after(draft.at(), taken);
            return new Draft(at, !at.isAtEnd(), shown, draft.newest(), draft.left() - taken);
        });
    }

    /** In the order of time the last post that was looked at says it all. */
    private static FeedCursor after(FeedCursor at, int taken) {
        List<PostId> left = at.ranked().subList(taken, at.ranked().size());
        return at.order() == Order.LATEST && !left.isEmpty()
                ? new FeedCursor(at.order(), at.ranked().get(taken - 1), List.of())
                : new FeedCursor(at.order(), at.before(), left);
    }
}
