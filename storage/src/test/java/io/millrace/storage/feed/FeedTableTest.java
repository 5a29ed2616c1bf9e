package io.millrace.storage.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.posts.PostId;
import io.millrace.contracts.posts.TimeOrderedId;
import io.millrace.storage.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FeedTableTest {
    private static final OwnerId GRACE = new OwnerId("grace");

    private final FeedReads reads = new FeedReads(TestDatabase.shared());
    private final FeedWrites writes = new FeedWrites(TestDatabase.shared());
    private final ReaderReads readers = new ReaderReads(TestDatabase.shared());
    private final ReaderWrites readerWrites = new ReaderWrites(TestDatabase.shared());

    @Test
    void aFeedIsReadFromItsNewestPostOnAndFromAnyPostOn() {
        OwnerId user = new OwnerId("feed.order");
        List<FeedPost> posts = IntStream.range(0, 250)
                .mapToObj(minute -> post(Duration.ofMinutes(minute)))
                .toList();
        add(user, posts);

        assertThat(newest(user, null, 1_000)).containsExactlyElementsOf(posts);
        assertThat(newest(user, null, 30)).containsExactlyElementsOf(posts.subList(0, 30));
        assertThat(newest(user, posts.get(29).post(), 30)).containsExactlyElementsOf(posts.subList(30, 60));
        assertThat(newest(user, posts.get(249).post(), 30)).isEmpty();
    }

    @Test
    void writingTheSameAgainLeavesOneRowOfEachPost() {
        OwnerId user = new OwnerId("feed.again");
        FeedPost post = post(Duration.ofHours(1));
        add(user, List.of(post, post));
        add(user, List.of(post));

        assertThat(newest(user, null, 10)).containsExactly(post);
    }

    @Test
    void aRowEndsThirtyDaysAfterItsPostWasMade() {
        OwnerId user = new OwnerId("feed.horizon");
        FeedPost almostGone = post(FeedWrites.HORIZON.minusSeconds(3));
        FeedPost young = post(Duration.ofDays(29));
        FeedPost beyond = post(FeedWrites.HORIZON.plusSeconds(1));
        FeedPost ofAClockThatIsAhead = post(Duration.ofHours(-1));
        add(user, List.of(almostGone, young, beyond, ofAClockThatIsAhead));

        assertThat(newest(user, null, 10)).contains(ofAClockThatIsAhead, young).doesNotContain(beyond);
        List<FeedPost> later = reads.newest(user, null, 10)
                .repeatWhen(answers -> answers.delayElements(Duration.ofMillis(250)))
                .filter(feed -> !feed.contains(almostGone))
                .next()
                .block(TestDatabase.LIMIT);
        assertThat(later).containsExactly(ofAClockThatIsAhead, young);
    }

    @Test
    void aReaderWasLastThereAtTheLatestMomentThatIsToldInWhateverOrder() {
        OwnerId user = new OwnerId("feed.reader");
        Instant monday = Instant.parse("2026-03-02T10:00:00Z");
        assertThat(readers.find(user).block(TestDatabase.LIMIT)).isNull();

        readerWrites.seen(user, monday.plusSeconds(60)).block(TestDatabase.LIMIT);
        readerWrites.seen(user, monday).block(TestDatabase.LIMIT);
        assertThat(readers.find(user).block(TestDatabase.LIMIT)).isEqualTo(new Reader(monday.plusSeconds(60), null));

        readerWrites.woken(user, monday).block(TestDatabase.LIMIT);
        assertThat(readers.find(user).block(TestDatabase.LIMIT)).isEqualTo(new Reader(monday.plusSeconds(60), monday));

        readerWrites.forget(user).block(TestDatabase.LIMIT);
        assertThat(readers.find(user).block(TestDatabase.LIMIT)).isNull();
    }

    private void add(OwnerId user, List<FeedPost> posts) {
        writes.add(Map.of(user, posts)).block(TestDatabase.LIMIT);
    }

    private List<FeedPost> newest(OwnerId user, PostId before, int limit) {
        return reads.newest(user, before, limit).block(TestDatabase.LIMIT);
    }

    private static FeedPost post(Duration age) {
        long millis = Instant.now().minus(age).toEpochMilli();
        return new FeedPost(new PostId(TimeOrderedId.of(millis, 1, 0)), GRACE);
    }
}
