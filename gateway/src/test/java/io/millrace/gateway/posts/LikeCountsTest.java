package io.millrace.gateway.posts;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contracts.posts.PostId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class LikeCountsTest {
    private static final PostId LIKED = new PostId(1);
    private static final PostId UNLIKED = new PostId(2);
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Map<PostId, Long> stored = new HashMap<>(Map.of(LIKED, 5L));
    private final List<Collection<PostId>> reads = new ArrayList<>();
    private long now;
    private final LikeCounts counts = new LikeCounts(this::read, () -> now);

    private Mono<Map<PostId, Long>> read(Collection<PostId> posts) {
        reads.add(List.copyOf(posts));
        return Mono.just(Map.copyOf(stored));
    }

    private Map<PostId, Long> shown(PostId... posts) {
        return counts.of(List.of(posts), LikeCounts.SHOWN).block(SOON);
    }

    @Test
    void aPostThatNobodyLikesHasNone() {
        assertThat(shown(LIKED, UNLIKED)).isEqualTo(Map.of(LIKED, 5L, UNLIKED, 0L));
    }

    @Test
    void onlyWhatIsNotKnownIsRead() {
        shown(LIKED);
        assertThat(shown(LIKED, UNLIKED)).isEqualTo(Map.of(LIKED, 5L, UNLIKED, 0L));
        assertThat(reads).containsExactly(List.of(LIKED), List.of(UNLIKED));
    }

    @Test
    void aCountIsShownUntilItIsTwoSecondsOld() {
        shown(LIKED);
        stored.put(LIKED, 6L);
        now += LikeCounts.SHOWN.toNanos();
        assertThat(shown(LIKED)).isEqualTo(Map.of(LIKED, 5L));
        now++;
        assertThat(shown(LIKED)).isEqualTo(Map.of(LIKED, 6L));
    }

    @Test
    void aCountThatIsTooOldToBeShownMayStillRank() {
        shown(LIKED);
        stored.put(LIKED, 6L);
        now += LikeCounts.SHOWN.toNanos() + 1;
        assertThat(counts.of(List.of(LIKED), LikeCounts.RANKED).block(SOON)).isEqualTo(Map.of(LIKED, 5L));
        now = LikeCounts.RANKED.toNanos() + 1;
        assertThat(counts.of(List.of(LIKED), LikeCounts.RANKED).block(SOON)).isEqualTo(Map.of(LIKED, 6L));
    }
}
