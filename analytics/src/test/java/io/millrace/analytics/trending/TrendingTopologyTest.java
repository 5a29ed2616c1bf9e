package io.millrace.analytics.trending;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contracts.Topics;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.event.Event;
import io.millrace.contracts.event.EventCodec;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.posts.Audience;
import io.millrace.contracts.posts.Post;
import io.millrace.contracts.posts.PostEvent;
import io.millrace.contracts.posts.PostId;
import io.millrace.contracts.posts.TimeOrderedId;
import io.millrace.contracts.trending.TrendingTags;
import io.millrace.streams.StreamsProperties;
import io.millrace.streams.StreamsSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which tags trend, without a broker; everything is in partition 0, and a commit follows each record. */
class TrendingTopologyTest {
    private static final Instant NOW = Instant.parse("2026-03-04T05:36:07.089Z");
    private static final Instant HOUR = NOW.truncatedTo(ChronoUnit.HOURS);
    private static final EventCodec<PostEvent> POSTS = new EventCodec<>(EventFamily.POSTS);
    private static final EventCodec<TrendingTags> TRENDING = new EventCodec<>(EventFamily.TRENDING);

    @TempDir
    private Path directory;

    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> posts;
    private TestOutputTopic<String, byte[]> trending;
    private final Map<Instant, TrendingTags> last = new HashMap<>();

    @BeforeEach
    void open() {
        Properties config = StreamsProperties.of(new StreamsSettings(
                "test", "nowhere:1", directory, 1, Duration.ofMillis(500), 0, "dead-letters", 8 * 1024 * 1024));
        driver = new TopologyTestDriver(
                new TrendingTopology(Topics.DEFAULT_PREFIX, Clock.fixed(NOW, ZoneOffset.UTC)).build(config),
                config,
                NOW);
        posts = driver.createInputTopic(
                Topics.POSTS.name(Topics.DEFAULT_PREFIX), new ByteArraySerializer(), new ByteArraySerializer());
        trending = driver.createOutputTopic(
                Topics.TRENDING.name(Topics.DEFAULT_PREFIX), new StringDeserializer(), new ByteArrayDeserializer());
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void aPostCountsOnceForEachOfItsTagsHoweverOftenItIsTold() {
        Post post = post(1, NOW, Set.of("rain", "tea"), Audience.PUBLIC, Post.State.READY, 1);
        send(new PostEvent.PostCreated(post));
        send(new PostEvent.PostCreated(post));
        send(new PostEvent.PostEdited(edited(post, Set.of("rain", "sun")), NOW));
        send(new PostEvent.PostCreated(post));
        assertThat(counted(HOUR)).isEqualTo(Map.of("rain", 1L, "sun", 1L));
    }

    @Test
    void onlyWhatEverybodySeesCountsAndWhatIsHiddenOrDeletedIsTakenBack() {
        Post pending = post(1, NOW, Set.of("rain"), Audience.PUBLIC, Post.State.PENDING, 1);
        send(new PostEvent.PostCreated(pending));
        send(new PostEvent.PostCreated(post(2, NOW, Set.of("rain"), Audience.FOLLOWERS, Post.State.READY, 1)));
        assertThat(counted(HOUR)).isEmpty();
        send(new PostEvent.PostEdited(post(1, NOW, Set.of("rain"), Audience.PUBLIC, Post.State.READY, 2), NOW));
        assertThat(counted(HOUR)).isEqualTo(Map.of("rain", 1L));
        Post hidden = post(1, NOW, Set.of("rain"), Audience.PRIVATE, Post.State.READY, 3);
        send(new PostEvent.PostEdited(hidden, NOW));
        assertThat(counted(HOUR)).isEmpty();
        send(new PostEvent.PostEdited(post(1, NOW, Set.of("rain"), Audience.PUBLIC, Post.State.READY, 4), NOW));
        send(new PostEvent.PostDeleted(hidden.emptied(), NOW));
        send(new PostEvent.PostEdited(post(1, NOW, Set.of("rain"), Audience.PUBLIC, Post.State.READY, 5), NOW));
        assertThat(counted(HOUR)).isEmpty();
    }

    @Test
    void aPostBelongsToTheHourInWhichItWasMade() {
        Instant before = NOW.minus(Duration.ofHours(1));
        send(new PostEvent.PostEdited(post(1, before, Set.of("rain"), Audience.PUBLIC, Post.State.READY, 2), NOW));
        Instant longAgo = NOW.minus(Duration.ofDays(2));
        send(new PostEvent.PostEdited(post(2, longAgo, Set.of("rain"), Audience.PUBLIC, Post.State.READY, 2), NOW));
        assertThat(counted(HOUR.minus(Duration.ofHours(1)))).isEqualTo(Map.of("rain", 1L));
        assertThat(last).hasSize(1);
    }

    /** A commit is dear here, so few posts have many tags. With more tags than a list holds, and posts taken back so that the list must be filled again and again. */
    @Test
    void afterAnyHistoryTheFirstTagsAreThoseOfANaiveCount() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        Map<Integer, Post> alive = new HashMap<>();
        for (int step = 0; step < 180; step++) {
            int id = random.nextInt(90);
            Post before = alive.get(id);
            if (before == null) {
                alive.put(id, post(id, NOW, tags(random), audience(random), Post.State.READY, 1));
                send(new PostEvent.PostCreated(alive.get(id)));
            } else {
                alive.put(id, post(id, NOW, tags(random), audience(random), Post.State.READY, before.version() + 1));
                send(new PostEvent.PostEdited(alive.get(id), NOW));
                if (random.nextInt(4) == 0) {
                    send(new PostEvent.PostEdited(before, NOW));
                }
            }
        }
        List<Integer> gone =
                alive.keySet().stream().filter(id -> random.nextInt(3) > 0).toList();
        gone.forEach(id -> send(new PostEvent.PostDeleted(alive.remove(id).emptied(), NOW)));

        Map<String, Long> naive = new HashMap<>();
        alive.values().stream()
                .filter(post -> post.visibility() == Audience.PUBLIC)
                .forEach(post -> post.tags().forEach(tag -> naive.merge(tag, 1L, Long::sum)));
        List<Long> best = naive.values().stream()
                .sorted(java.util.Comparator.reverseOrder())
                .limit(Ranking.SURE)
                .toList();
        Map<String, Long> counted = counted(HOUR);
        assertThat(counted.values().stream()
                        .sorted(java.util.Comparator.reverseOrder())
                        .limit(Ranking.SURE))
                .as("-Dseed=%d", seed)
                .isEqualTo(best);
        counted.forEach(
                (tag, count) -> assertThat(count).as("%s, -Dseed=%d", tag, seed).isEqualTo(naive.get(tag)));
    }

    private static Set<String> tags(Random random) {
        Set<String> tags = new TreeSet<>();
        for (int i = random.nextInt(12); i >= 0; i--) {
            tags.add("t" + random.nextInt(random.nextInt(3) == 0 ? 20 : 600));
        }
        return tags;
    }

    private static Audience audience(Random random) {
        return random.nextInt(5) == 0 ? Audience.PRIVATE : Audience.PUBLIC;
    }

    private void send(PostEvent event) {
        RecordHeaders headers = new RecordHeaders();
        POSTS.headers(new Event<>("1", "/test", NOW, event)).forEach(headers::add);
        posts.pipeInput(new TestRecord<>(null, POSTS.value(event), headers, NOW));
    }

    private Map<String, Long> counted(Instant hour) {
        new ArrayList<>(trending.readRecordsToList()).forEach(record -> {
            TrendingTags tags = TRENDING.read(
                            name -> record.headers().lastHeader(name).value(), record.value())
                    .data();
            assertThat(record.key()).isEqualTo(tags.key());
            TrendingTags before = last.put(tags.hour(), tags);
            assertThat(before == null || before.revision() < tags.revision()).isTrue();
        });
        Map<String, Long> counted = new HashMap<>();
        if (last.containsKey(hour)) {
            last.get(hour).tags().forEach(tag -> counted.put(tag.tag(), tag.posts()));
        }
        return counted;
    }

    private static Post edited(Post post, Set<String> tags) {
        return post((int) post.id().value() & 0xfff, NOW, tags, post.visibility(), post.state(), post.version() + 1);
    }

    private static Post post(
            int number, Instant made, Set<String> tags, Audience audience, Post.State state, long version) {
        return new Post(
                new PostId(TimeOrderedId.of(made.toEpochMilli(), 1, number)),
                new OwnerId("ada"),
                null,
                "text",
                List.of(),
                tags,
                audience,
                state,
                null,
                version);
    }
}
