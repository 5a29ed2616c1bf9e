package io.millrace.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.feed.PullPost;
import io.millrace.contracts.posts.PostId;
import io.millrace.contracts.posts.TimeOrderedId;
import io.millrace.storage.feed.FeedPost;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PullPostsTest {
    private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");
    private static final OwnerId GRACE = new OwnerId("grace");
    private static final OwnerId ALAN = new OwnerId("alan");

    private final PullPosts pulled = new PullPosts(Clock.fixed(NOW, ZoneOffset.UTC), 100);

    @Test
    void thePostsOfThoseWhoAreAskedForAreUnitedTheNewestFirst() {
        FeedPost first = post(GRACE, Duration.ofHours(3));
        FeedPost second = post(ALAN, Duration.ofHours(2));
        FeedPost third = post(GRACE, Duration.ofHours(1));
        List.of(second, third, first).forEach(this::add);

        assertThat(pulled.newest(Set.of(GRACE, ALAN), null, 10)).containsExactly(third, second, first);
        assertThat(pulled.newest(Set.of(GRACE, ALAN), null, 2)).containsExactly(third, second);
        assertThat(pulled.newest(Set.of(GRACE, ALAN), second.post(), 10)).containsExactly(first);
        assertThat(pulled.newest(Set.of(ALAN), null, 10)).containsExactly(second);
        assertThat(pulled.newest(Set.of(), null, 10)).isEmpty();
    }

    @Test
    void aPostThatIsGoneIsNotThereAndOneThatComesAgainIsThereOnce() {
        FeedPost post = post(GRACE, Duration.ofHours(3));
        add(post);
        add(post);
        assertThat(pulled.newest(Set.of(GRACE), null, 10)).containsExactly(post);

        pulled.happened(new PullPost(GRACE, post.post(), true));
        pulled.happened(new PullPost(GRACE, post.post(), true));
        assertThat(pulled.newest(Set.of(GRACE), null, 10)).isEmpty();

        add(post);
        assertThat(pulled.newest(Set.of(GRACE), null, 10)).containsExactly(post);
    }

    @Test
    void whatIsBeyondTheHorizonIsForgottenAndOfTheRestTheOldestWhenThereIsTooMuch() {
        add(post(GRACE, Duration.ofDays(31)));
        assertThat(pulled.newest(Set.of(GRACE), null, 1_000)).isEmpty();

        List<FeedPost> many = IntStream.range(0, 150)
                .mapToObj(minute -> post(minute % 2 == 0 ? GRACE : ALAN, Duration.ofMinutes(minute)))
                .toList();
        many.forEach(this::add);
        assertThat(pulled.newest(Set.of(GRACE, ALAN), null, 1_000)).containsExactlyElementsOf(many.subList(0, 100));
    }

    private void add(FeedPost post) {
        pulled.happened(new PullPost(post.author(), post.post(), false));
    }

    private static FeedPost post(OwnerId author, Duration age) {
        return new FeedPost(new PostId(TimeOrderedId.of(NOW.minus(age).toEpochMilli(), 1, 0)), author);
    }
}
