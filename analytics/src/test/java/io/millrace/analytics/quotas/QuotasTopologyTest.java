package io.millrace.analytics.quotas;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contracts.Topic;
import io.millrace.contracts.Topics;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.event.Event;
import io.millrace.contracts.event.EventCodec;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.event.EventHeaders;
import io.millrace.contracts.links.Link;
import io.millrace.contracts.links.LinkEvent;
import io.millrace.contracts.links.LinkKey;
import io.millrace.contracts.links.Visibility;
import io.millrace.contracts.pastes.Paste;
import io.millrace.contracts.pastes.PasteEvent;
import io.millrace.contracts.pastes.PasteText;
import io.millrace.contracts.posts.Audience;
import io.millrace.contracts.posts.Post;
import io.millrace.contracts.posts.PostEvent;
import io.millrace.contracts.posts.PostId;
import io.millrace.contracts.posts.TimeOrderedId;
import io.millrace.contracts.telemetry.Grain;
import io.millrace.contracts.telemetry.Rollup;
import io.millrace.contracts.telemetry.Subject;
import io.millrace.contracts.usage.Usage;
import io.millrace.streams.StreamsProperties;
import io.millrace.streams.StreamsSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What accounts use, without a broker; everything is in partition 0. */
class QuotasTopologyTest {
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07.089Z");
    private static final Instant HOUR = NOW.truncatedTo(ChronoUnit.HOURS);
    private static final OwnerId ADA = new OwnerId("ada");
    private static final EventCodec<Usage> USAGES = new EventCodec<>(EventFamily.USAGE);

    @TempDir
    private Path directory;

    private TopologyTestDriver driver;
    private TestOutputTopic<String, byte[]> usages;
    private final Map<String, Usage> last = new LinkedHashMap<>();

    @BeforeEach
    void open() {
        Properties config = StreamsProperties.of(new StreamsSettings(
                "test", "nowhere:1", directory, 1, Duration.ofMillis(500), 0, "dead-letters", 8 * 1024 * 1024));
        driver = new TopologyTestDriver(
                new QuotasTopology(Topics.DEFAULT_PREFIX, Clock.fixed(NOW, ZoneOffset.UTC)).build(config), config, NOW);
        usages = driver.createOutputTopic(
                Topics.USAGE.name(Topics.DEFAULT_PREFIX), new StringDeserializer(), new ByteArrayDeserializer());
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void eachLinkThatIsMadeIsACreationOfItsHourAndEditsAndDeletionsAreNot() {
        send(new LinkEvent.LinkCreated(link("one", ADA, NOW)));
        send(new LinkEvent.LinkCreated(link("two", ADA, NOW)));
        send(new LinkEvent.LinkEdited(link("two", ADA, NOW), NOW));
        send(new LinkEvent.LinkDeleted(link("one", ADA, NOW), NOW));
        send(new LinkEvent.LinkCreated(link("old", ADA, NOW.minus(Duration.ofHours(1)))));
        send(new LinkEvent.LinkCreated(link("his", OwnerId.DEFAULT, NOW)));
        assertThat(usage(ADA, HOUR, 0).creations()).isEqualTo(2);
        assertThat(usage(ADA, HOUR.minus(Duration.ofHours(1)), 0).creations()).isEqualTo(1);
        assertThat(usage(OwnerId.DEFAULT, HOUR, 0).creations()).isEqualTo(1);
        assertThat(last).hasSize(3);
        last.forEach((key, usage) -> assertThat(usage.key()).isEqualTo(key));
    }

    @Test
    void eachRevisionOfAPasteIsStoredUntilThePasteIsDeleted() {
        send(new PasteEvent.PasteCreated(paste(1, 1, "12345")));
        send(new PasteEvent.PasteEdited(paste(2, 2, "1234567"), NOW));
        send(new PasteEvent.PasteEdited(paste(2, 3, "1234567"), NOW));
        Usage stored = usage(ADA, HOUR, QuotasTopology.PASTE_PARTS);
        assertThat(stored.creations()).isEqualTo(1);
        assertThat(stored.storedBytes()).isEqualTo(12);

        Instant later = NOW.plus(Duration.ofHours(2));
        send(new PasteEvent.PasteDeleted(paste(2, 3, "1234567"), later));
        send(new PasteEvent.PasteDeleted(paste(2, 3, "1234567"), later));
        assertThat(usage(ADA, HOUR.plus(Duration.ofHours(2)), QuotasTopology.PASTE_PARTS)
                        .storedBytes())
                .isEqualTo(-12);
    }

    @Test
    void eachPostThatIsMadeIsACreationOfItsHourAndEditsAndDeletionsAreNot() {
        Post post = new Post(
                new PostId(TimeOrderedId.of(NOW.toEpochMilli(), 1, 1)),
                ADA,
                null,
                "text",
                List.of(),
                Set.of(),
                Audience.PUBLIC,
                Post.State.READY,
                null,
                1);
        send(Topics.POSTS, EventFamily.POSTS, new PostEvent.PostCreated(post));
        send(Topics.POSTS, EventFamily.POSTS, new PostEvent.PostEdited(post, NOW));
        send(Topics.POSTS, EventFamily.POSTS, new PostEvent.PostDeleted(post.emptied(), NOW));
        assertThat(usage(ADA, HOUR, QuotasTopology.POST_PARTS).creations()).isEqualTo(1);
        assertThat(last).hasSize(1);
    }

    @Test
    void theVisitsOfAnOwnerAreTheRedirectsThatTheyUse() {
        send(rollup(Subject.owner(ADA), Grain.HOUR, 7, 70));
        send(rollup(Subject.owner(ADA), Grain.DAY, 7, 70));
        send(rollup(Subject.SITE, Grain.HOUR, 7, 70));
        send(rollup(Subject.link(new LinkKey("one")), Grain.HOUR, 7, 70));
        Usage usage = usage(ADA, HOUR, QuotasTopology.VISIT_PARTS + 3);
        assertThat(usage.redirects()).isEqualTo(70);
        assertThat(usage.revision()).isEqualTo(7);
        assertThat(last).hasSize(1);
    }

    @Test
    void ticksOfGatewaysCountNothing() {
        Headers tick =
                new RecordHeaders().add(EventHeaders.TYPE, EventHeaders.TICK_TYPE.getBytes(StandardCharsets.US_ASCII));
        pipe(Topics.LINKS, tick, new byte[16]);
        assertThat(usages.isEmpty()).isTrue();
    }

    private void send(LinkEvent event) {
        send(Topics.LINKS, EventFamily.LINKS, event);
    }

    private void send(PasteEvent event) {
        send(Topics.PASTES, EventFamily.PASTES, event);
    }

    private void send(Rollup rollup) {
        send(Topics.TELEMETRY_ROLLUPS, EventFamily.ROLLUPS, rollup);
    }

    private <E> void send(Topic topic, EventFamily<E> family, E data) {
        EventCodec<E> codec = new EventCodec<>(family);
        Headers headers = new RecordHeaders();
        codec.headers(new Event<>("1", "/test", NOW, data)).forEach(headers::add);
        pipe(topic, headers, codec.value(data));
    }

    private void pipe(Topic topic, Headers headers, byte[] value) {
        driver.createInputTopic(topic.name(Topics.DEFAULT_PREFIX), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(null, value, headers, NOW));
    }

    private Usage usage(OwnerId owner, Instant hour, int part) {
        usages.readRecordsToList()
                .forEach(record -> last.put(
                        record.key(),
                        USAGES.read(name -> record.headers().lastHeader(name).value(), record.value())
                                .data()));
        return last.get(owner + "|" + hour + "|" + part);
    }

    private static Rollup rollup(Subject subject, Grain grain, long revision, long total) {
        return new Rollup(subject, grain, grain.startOf(NOW), 3, revision, total, 0, Map.of(), new byte[0]);
    }

    private static Paste paste(int revision, long version, String text) {
        return new Paste(
                new LinkKey("paste1"),
                ADA,
                null,
                null,
                NOW,
                NOW.plus(Duration.ofDays(1)),
                false,
                Visibility.PUBLIC,
                List.of(),
                false,
                revision,
                PasteText.inline(text, text.length(), "0".repeat(64)),
                version);
    }

    private static Link link(String key, OwnerId owner, Instant createdAt) {
        return new Link(
                new LinkKey(key),
                owner,
                "https://example.com/",
                createdAt,
                createdAt.plus(Duration.ofDays(1)),
                null,
                null,
                Set.of(),
                Visibility.PUBLIC,
                List.of(),
                false,
                false,
                1);
    }
}
