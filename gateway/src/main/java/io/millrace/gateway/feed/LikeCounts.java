package io.millrace.gateway.feed;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.millrace.contracts.posts.PostId;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * How many likes posts have, for the ranking: as they were within the last half minute, because a page ranks some two hundred
 * posts and most are in many feeds. What a page shows beside a post is read anew.
 */
final class LikeCounts {
    private static final Duration REMEMBER = Duration.ofSeconds(30);
    private static final long MAX_POSTS = 200_000;

    private final Function<Collection<PostId>, Mono<Map<PostId, Long>>> counts;
    private final Cache<PostId, Long> recent = Caffeine.newBuilder()
            .maximumSize(MAX_POSTS)
            .expireAfterWrite(REMEMBER)
            .build();

    /** @param counts reads them; those without are left out */
    LikeCounts(Function<Collection<PostId>, Mono<Map<PostId, Long>>> counts) {
        this.counts = counts;
    }

    Mono<Map<PostId, Long>> of(Collection<PostId> posts) {
        return Mono.defer(() -> {
            Map<PostId, Long> known = new HashMap<>(recent.getAllPresent(posts));
            List<PostId> unknown =
                    posts.stream().filter(post -> !known.containsKey(post)).toList();
            if (unknown.isEmpty()) {
                return Mono.just(known);
            }
            return counts.apply(unknown).map(read -> {
                unknown.forEach(post -> known.put(post, read.getOrDefault(post, 0L)));
                unknown.forEach(post -> recent.put(post, read.getOrDefault(post, 0L)));
                return known;
            });
        });
    }
}
