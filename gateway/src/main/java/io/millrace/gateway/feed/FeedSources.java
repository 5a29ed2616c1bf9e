package io.millrace.gateway.feed;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.posts.PostId;
import io.millrace.contracts.posts.TimeOrderedId;
import io.millrace.gateway.feed.Union.Source;
import io.millrace.gateway.posts.Timelines;
import io.millrace.storage.feed.FeedPost;
import io.millrace.storage.feed.FeedReads;
import io.millrace.storage.feed.FeedWrites;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Where the posts of a feed come from: what was delivered to the reader, what the reader posted, what those with very many
 * followers posted, and, of those whose posts may not have been delivered, the newest {@value #NEWEST} of each, which are those
 * that a delivery would bring.
 */
final class FeedSources {
    /** As many as are delivered when somebody begins to follow. */
    static final int NEWEST = 30;

    private static final int TIMELINES_AT_ONCE = 64;

    private final FeedReads feeds;
    private final Timelines timelines;
    private final PullPosts pulled;
    private final Clock clock;

    FeedSources(FeedReads feeds, Timelines timelines, PullPosts pulled, Clock clock) {
        this.feeds = feeds;
        this.timelines = timelines;
        this.pulled = pulled;
        this.clock = clock;
    }

    /**
     * The newest candidates of a feed. Whether they may be seen is not looked at, only whose they are.
     *
     * @param before only older posts; null for the newest
     * @param limit how many at most
     */
    Mono<Union> window(Reading reading, @Nullable PostId before, int limit) {
        Followees followees = reading.followees();
        PostId horizon = new PostId(TimeOrderedId.floor(clock.instant().minus(FeedWrites.HORIZON)));
        Mono<Source> delivered = feeds.newest(followees.reader(), before, limit)
                .map(found -> Source.of(found, limit))
                .map(source -> only(source, followees, horizon));
        Mono<Source> own = timeline(followees.reader(), before, limit)
                .map(found -> Source.of(found, limit))
                .map(source -> only(source, followees, horizon));
        Source large = Source.of(pulled.newest(followees.ways().keySet(), before, limit), limit);
        Flux<Source> away = Flux.fromIterable(reading.undelivered())
                .flatMap(
                        author -> timeline(author, null, NEWEST).map(found -> Source.whole(older(found, before))),
                        TIMELINES_AT_ONCE)
                .map(source -> only(source, followees, horizon));
        return Flux.merge(delivered, own, away).collectList().map(sources -> {
            List<Source> all = new ArrayList<>(sources);
            all.add(only(large, followees, horizon));
            return Union.of(all, limit);
        });
    }

    private Mono<List<FeedPost>> timeline(OwnerId author, @Nullable PostId before, int limit) {
        return timelines.newest(author, before, limit).map(posts -> posts.stream()
                .map(post -> new FeedPost(post, author))
                .toList());
    }

    private static List<FeedPost> older(List<FeedPost> posts, @Nullable PostId before) {
        return posts.stream()
                .filter(post -> before == null || post.post().compareTo(before) < 0)
                .toList();
    }

    /** Leaves out whose posts do not belong in the feed, and what is beyond its horizon. */
    private static Source only(Source source, Followees followees, PostId horizon) {
        PostId stoppedAt = source.stoppedAt();
        return new Source(
                source.posts().stream()
                        .filter(post ->
                                followees.include(post.author()) && post.post().compareTo(horizon) >= 0)
                        .toList(),
                stoppedAt != null && stoppedAt.compareTo(horizon) < 0 ? null : stoppedAt);
    }
}
