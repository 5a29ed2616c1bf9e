package io.millrace.gateway.posts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.posts.Like;
import io.millrace.contracts.posts.PostId;
import io.millrace.storage.posts.LikeReads;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import reactor.core.publisher.Mono;

/** Which posts somebody likes: as the view has it, and as this gateway was told in the last minutes. */
final class RecentLikes {
    private static final Duration REMEMBER = Duration.ofMinutes(5);
    private static final long MOST = 50_000;

    private record Pair(OwnerId user, PostId post) {}

    private final LikeReads reads;
    private final Cache<Pair, Like> told =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(REMEMBER).build();

    RecentLikes(LikeReads reads) {
        this.reads = reads;
    }

    /**
     * What is to be appended: later than all that this gateway knows of the same two, whatever its clock does, so that it holds in
     * every view.
     */
    Like next(PostId post, OwnerId user, boolean liked, Instant now) {
        Like before = told.getIfPresent(new Pair(user, post));
        Instant at = now.truncatedTo(ChronoUnit.MICROS);
        return new Like(
                post,
                user,
                liked,
                before == null || at.isAfter(before.at()) ? at : before.at().plus(1, ChronoUnit.MICROS));
    }

    void happened(Like like) {
        told.asMap()
                .merge(
                        new Pair(like.user(), like.post()),
                        like,
                        (one, other) -> one.at().isAfter(other.at()) ? one : other);
    }

    /** Those of the posts that the user likes. */
    Mono<Set<PostId>> of(OwnerId user, Collection<PostId> posts) {
        return reads.likedBy(user, posts).map(read -> {
            Set<PostId> liked = new HashSet<>(read);
            for (PostId post : posts) {
                Like lately = told.getIfPresent(new Pair(user, post));
                if (lately != null && lately.liked()) {
                    liked.add(post);
                } else if (lately != null) {
                    liked.remove(post);
                }
            }
            return liked;
        });
    }
}
