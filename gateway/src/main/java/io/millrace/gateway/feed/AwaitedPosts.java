package io.millrace.gateway.feed;

import io.millrace.contracts.posts.PostId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Posts of which a session heard and which its reader's feed does not show yet; the last {@value #MOST}, for some seconds. */
final class AwaitedPosts {
    /** How long after it was heard of a post may show. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int MOST = 32;
    private static final Duration NEW = Duration.ofMinutes(10);

    private final Clock clock;
    private final Map<PostId, Instant> heardOf = new LinkedHashMap<>();

    AwaitedPosts(Clock clock) {
        this.clock = clock;
    }

    /** Whether a post was made only now; logs that are read again bring old ones too. */
    static boolean isNew(PostId post, Instant now) {
        return post.time().plus(NEW).isAfter(now);
    }

    synchronized void add(Collection<PostId> posts) {
        Instant now = clock.instant();
        posts.forEach(post -> heardOf.put(post, now));
        while (heardOf.size() > MOST) {
            heardOf.remove(heardOf.keySet().iterator().next());
        }
    }

    /** Those that are still waited for. */
    synchronized Set<PostId> now() {
        Instant limit = clock.instant().minus(PATIENCE);
        heardOf.values().removeIf(since -> since.isBefore(limit));
        return Set.copyOf(heardOf.keySet());
    }

    boolean isEmpty() {
        return now().isEmpty();
    }

    synchronized void remove(Collection<PostId> posts) {
        heardOf.keySet().removeAll(posts);
    }
}
