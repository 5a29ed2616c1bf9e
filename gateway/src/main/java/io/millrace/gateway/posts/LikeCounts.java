package io.millrace.gateway.posts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.millrace.contracts.posts.PostId;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * How many likes posts have, from memory where a count may be some seconds old: a page shows thirty posts and ranks two hundred,
 * and most posts are in many feeds. Thread-safe.
 */
public final class LikeCounts {
    /** How old a count may be that is shown beside its post. */
    public static final Duration SHOWN = Duration.ofSeconds(2);

    /** How old a count may be that posts are ranked by. */
    public static final Duration RANKED = Duration.ofSeconds(30);

    private static final long MAX_POSTS = 200_000;

    private final Function<Collection<PostId>, Mono<Map<PostId, Long>>> counts;
    private final Ticker ticker;
    private final Cache<PostId, Known> recent;

    /** @param counts reads them; those without are left out */
    LikeCounts(Function<Collection<PostId>, Mono<Map<PostId, Long>>> counts, Ticker ticker) {
        this.counts = counts;
        this.ticker = ticker;
        this.recent = Caffeine.newBuilder()
                .ticker(ticker)
                .maximumSize(MAX_POSTS)
                .expireAfterWrite(RANKED)
                .build();
    }

    /** @param at when it was asked for, in nanoseconds of the ticker */
    private record Known(long likes, long at) {}

    /**
     * How many likes each of the posts has.
     *
     * @param age how old a count may be, up to {@link #RANKED}
     */
    public Mono<Map<PostId, Long>> of(Collection<PostId> posts, Duration age) {
        return Mono.defer(() -> {
            long now = ticker.read();
            Map<PostId, Long> likes = new HashMap<>();
            recent.getAllPresent(posts).forEach((post, known) -> {
                if (now - known.at() <= age.toNanos()) {
                    likes.put(post, known.likes());
                }
            });
            List<PostId> unknown =
                    posts.stream().filter(post -> !likes.containsKey(post)).toList();
            return unknown.isEmpty()
                    ? Mono.just(likes)
                    : counts.apply(unknown).map(read -> {
                        for (PostId post : unknown) {
                            long count = read.getOrDefault(post, 0L);
                            likes.put(post, count);
                            recent.put(post, new Known(count, now));
                        }
                        return likes;
                    });
        });
    }
}
