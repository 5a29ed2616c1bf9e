package io.millrace.feedbuilder.counts;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contracts.Topics;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.event.Event;
import io.millrace.contracts.event.EventCodec;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.posts.Audience;
import io.millrace.contracts.posts.Count;
import io.millrace.contracts.posts.Like;
import io.millrace.contracts.posts.Post;
import io.millrace.contracts.posts.PostEvent;
import io.millrace.contracts.posts.PostId;
import io.millrace.streams.StreamsProperties;
import io.millrace.streams.StreamsSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountsTopologyTest {
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07.089Z");
    private static final OwnerId ADA = new OwnerId("ada");
    private static final OwnerId BOB = new OwnerId("bob");
    private static final PostId POST = new PostId(4711L << 22);

    private final EventCodec<Like> likeCodec = new EventCodec<>(EventFamily.LIKES);
    private final EventCodec<PostEvent> postCodec = new EventCodec<>(EventFamily.POSTS);
    private final EventCodec<Count> countCodec = new EventCodec<>(EventFamily.COUNTS);
    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> likes;
    private TestInputTopic<byte[], byte[]> posts;
    private TestOutputTopic<byte[], byte[]> counts;

    @BeforeEach
    void start(@TempDir Path directory) {
        Properties config = StreamsProperties.of(new StreamsSettings(
                "counts", "nowhere:1", directory, 1, Duration.ofMillis(50), 0, "dead-letters", 8 * 1024 * 1024));
        driver = new TopologyTestDriver(
                new CountsTopology("", Clock.fixed(NOW, ZoneOffset.UTC)).build(config), config, NOW);
        likes = driver.createInputTopic(Topics.LIKES.name(""), new ByteArraySerializer(), new ByteArraySerializer());
        posts = driver.createInputTopic(Topics.POSTS.name(""), new ByteArraySerializer(), new ByteArraySerializer());
        counts = driver.createOutputTopic(
                Topics.COUNTS.name(""), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    private static <E> void tell(TestInputTopic<byte[], byte[]> topic, EventCodec<E> codec, E what) {
        RecordHeaders headers = new RecordHeaders();
        codec.headers(new Event<>("1", "/test", NOW, what)).forEach(headers::add);
        topic.pipeInput(new TestRecord<>(null, codec.value(what), headers, NOW));
    }

    private void like(OwnerId user, boolean liked, int second) {
        tell(likes, likeCodec, new Like(POST, user, liked, NOW.plusSeconds(second)));
    }

    private void tell(PostEvent event) {
        tell(posts, postCodec, event);
    }

    private static Post post(int number, Audience audience, Post.State state, long version) {
        return new Post(
                new PostId((long) number << 22),
                ADA,
                null,
                "words",
                List.of(),
                Set.of(),
                audience,
                state,
                null,
                version);
    }

    /** Each count that was passed on since the last call. */
    private List<Long> counted(Count.Of of) {
        return counts.readRecordsToList().stream()
                .map(record -> Objects.requireNonNull(countCodec.read(
                                name -> record.headers().lastHeader(name).value(), record.value()))
                        .data())
                .filter(count -> count.of() == of)
                .map(Count::value)
                .toList();
    }

    @Test
    void aLikeCountsOnceHoweverOftenItIsSaid() {
        like(ADA, true, 1);
        like(ADA, true, 1);
        like(BOB, true, 2);
        assertThat(counted(Count.Of.LIKES)).containsExactly(1L, 2L);
    }

    @Test
    void whatWasSaidBeforeALaterWordChangesNothing() {
        like(ADA, true, 5);
        like(ADA, false, 9);
        like(ADA, true, 7);
        assertThat(counted(Count.Of.LIKES)).containsExactly(1L, 0L);
    }

    @Test
    void anAuthorHasThePostsThatReachFollowers() {
        tell(new PostEvent.PostCreated(post(1, Audience.PUBLIC, Post.State.READY, 1)));
        tell(new PostEvent.PostCreated(post(2, Audience.FOLLOWERS, Post.State.READY, 1)));
        tell(new PostEvent.PostCreated(post(3, Audience.PRIVATE, Post.State.READY, 1)));
        tell(new PostEvent.PostCreated(post(4, Audience.PUBLIC, Post.State.PENDING, 1)));
        assertThat(counted(Count.Of.POSTS)).containsExactly(1L, 2L);
    }

    @Test
    void aPostThatIsHiddenOrDeletedCountsNoMore() {
        tell(new PostEvent.PostCreated(post(1, Audience.PUBLIC, Post.State.READY, 1)));
        tell(new PostEvent.PostCreated(post(2, Audience.PUBLIC, Post.State.READY, 1)));
        tell(new PostEvent.PostEdited(post(1, Audience.PRIVATE, Post.State.READY, 2), NOW));
        tell(new PostEvent.PostDeleted(post(2, Audience.PUBLIC, Post.State.READY, 1), NOW));
        assertThat(counted(Count.Of.POSTS)).containsExactly(1L, 2L, 1L, 0L);
    }

    @Test
    void whatIsToldAgainChangesNoCount() {
        PostEvent created = new PostEvent.PostCreated(post(1, Audience.PUBLIC, Post.State.READY, 1));
        PostEvent deleted = new PostEvent.PostDeleted(post(1, Audience.PUBLIC, Post.State.READY, 1), NOW);
        List.of(created, created, deleted, created, deleted).forEach(this::tell);
        assertThat(counted(Count.Of.POSTS)).containsExactly(1L, 0L);
    }
}
