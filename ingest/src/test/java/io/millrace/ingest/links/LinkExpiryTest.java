package io.millrace.ingest.links;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.contracts.Topics;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.links.Link;
import io.millrace.contracts.links.LinkEvent;
import io.millrace.contracts.links.LinkKey;
import io.millrace.contracts.links.Visibility;
import io.millrace.infra.cql.Sessions;
import io.millrace.infra.testing.SharedRuntime;
import io.millrace.ingest.TestLog;
import io.millrace.ingest.expiry.ExpiryProperties;
import io.millrace.ingest.expiry.Sweeper;
import io.millrace.ingest.log.EventAppender;
import io.millrace.ingest.log.ProjectionRunner;
import io.millrace.ingest.log.Shards;
import io.millrace.storage.Cassandra;
import io.millrace.storage.CassandraSettings;
import io.millrace.storage.expiry.DueReads;
import io.millrace.storage.expiry.DueWrites;
import io.millrace.storage.links.AliasClaims;
import io.millrace.storage.links.LinkIndexReads;
import io.millrace.storage.links.LinkIndexWrites;
import io.millrace.storage.links.LinkReads;
import io.millrace.storage.links.LinkTerms;
import io.millrace.storage.links.LinkWrites;
import io.millrace.storage.links.StoredLink;
import io.millrace.storage.links.VisitClaims;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Links that expire, from the topic to the tables and back to the topic, on real engines. */
class LinkExpiryTest {
    private static final Duration GRACE = Duration.ofMinutes(10);
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final OwnerId ADA = new OwnerId("ada");
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    /** Long enough ago that the whole slot is due. */
    private static final Instant PAST = NOW.minus(Duration.ofMinutes(20));

    private final List<Instance> instances = new ArrayList<>();
    private CqlSession session;
    private String keyspace;
    private Cassandra cassandra;
    private LinkReads reads;
    private TestLog log;

    /** What one process of ingest does for links. */
    private record Instance(
            ProjectionRunner<LinkEvent> runner,
            EventAppender<LinkEvent> appender,
            Shards shards,
            Sweeper sweeper,
            SimpleMeterRegistry meters) {
        Instance start() {
            runner.start();
            sweeper.start();
            return this;
        }

        /** Ends in the middle of whatever is under way. */
        void kill() {
            sweeper.stop();
            runner.stop();
            appender.close();
        }

        int purged() {
            return (int) meters.get("millrace.expiry.purged").counter().count();
        }
    }

    @BeforeEach
    void open() {
        session = Sessions.open(SharedRuntime.engines());
        keyspace = SharedRuntime.emptyKeyspace();
        cassandra =
                Cassandra.connect(CassandraSettings.of(SharedRuntime.engines().cassandra(), keyspace));
        reads = new LinkReads(cassandra);
        log = new TestLog();
    }

    @AfterEach
    void close() {
        instances.forEach(Instance::kill);
        log.close();
        cassandra.close();
        session.close();
    }

    @Test
    void aLinkWhoseTimeHasComeEndsEverywhereAndNoReplayBringsItBack() {
        Link ended = link("ended", 1, PAST);
        Link lasting = link("lasting", 1, NOW.plus(Duration.ofDays(1)));
        VisitClaims visits = new VisitClaims(cassandra);
        assertThat(visits.take(ended.key(), 5).block(LIMIT)).isTrue();
        append(new LinkEvent.LinkCreated(ended));
        append(new LinkEvent.LinkCreated(lasting));
        log.flush();
        Instance instance = instance(1_000).start();
        await().atMost(LIMIT).until(() -> isGone("ended"));

        assertThat(reads.find(ended.key()).block(LIMIT)).isEqualTo(StoredLink.gone(ended, PAST));
        assertThat(log.events(Topics.LINKS, EventFamily.LINKS)).contains(new LinkEvent.LinkDeleted(ended, PAST));
        assertThat(listed()).containsExactly("lasting");
        await().atMost(LIMIT).until(() -> visits.taken(ended.key()).block(LIMIT) == 0);
        await().atMost(LIMIT).until(() -> ids("due").equals(List.of("lasting")) && count("due_slots") == 1);

        instance.kill();
        log.forget("links");
        instance(1_000).start();
        await().atMost(LIMIT).until(() -> log.acknowledged("links") > 2);
        await().during(Duration.ofSeconds(1)).atMost(LIMIT).until(() -> isGone("ended") && !isGone("lasting"));
        assertThat(listed()).containsExactly("lasting");
        assertThat(log.deadLetters(Topics.LINKS)).isEmpty();
    }

    /** The view may be far behind the log; what it shows must not cost a link that was prolonged in time its life. */
    @Test
    void aLinkThatWasProlongedLivesOnHoweverFarTheViewIsBehind() {
        Link before = link("prolonged", 1, PAST);
        new DueWrites(cassandra).put(List.of(LinkExpiry.due(before))).block(LIMIT);
        new LinkWrites(cassandra).put(before).block(LIMIT);
        append(new LinkEvent.LinkCreated(before));
        for (int i = 0; i < 1_000; i++) {
            append(new LinkEvent.LinkCreated(link("other" + i, 1, NOW.plus(Duration.ofDays(1)))));
        }
        Link after = link("prolonged", 2, NOW.plus(Duration.ofDays(1)));
        append(new LinkEvent.LinkEdited(after, NOW));
        log.flush();
        instance(1_000).start();
        await().atMost(LIMIT).until(() -> !ids("due").contains("prolonged") || version("prolonged") == 2);
        await().during(Duration.ofSeconds(1)).atMost(LIMIT).until(() -> !isGone("prolonged"));
        assertThat(reads.find(after.key()).block(LIMIT)).isEqualTo(new StoredLink(after, null));
    }

    /** Until then an edit that was accepted before the end may still be on its way to the log. */
    @Test
    void aLinkIsPurgedOnlyAfterTheGrace() {
        append(new LinkEvent.LinkCreated(link("justended", 1, Instant.now().minusSeconds(1))));
        append(new LinkEvent.LinkCreated(link("other", 1, PAST)));
        log.flush();
        Instance instance = instance(1_000, GRACE).start();
        await().atMost(LIMIT).until(() -> isGone("other") && !ids("due").contains("other"));
        assertThat(isGone("justended")).isFalse();
        assertThat(ids("due")).containsExactly("justended");

        instance.kill();
        instance(1_000, Duration.ZERO).start();
        await().atMost(LIMIT).until(() -> isGone("justended"));
    }

    @Test
    void instancesShareTheWorkAndNoneSweepsWhatAnotherDoes() {
        Instance one = instance(1_000).start();
        Instance other = instance(1_000).start();
        await().atMost(LIMIT)
                .until(() ->
                        one.shards().mine().size() == 3 && other.shards().mine().size() == 3);
        appendEnded(200);
        await().atMost(LIMIT).until(() -> one.purged() + other.purged() >= 200);
        await().atMost(LIMIT).until(() -> IntStream.range(0, 200).allMatch(i -> isGone("link" + i)));
        assertThat(one.purged()).isPositive();
        assertThat(other.purged()).isPositive();
        assertThat(deletions()).hasSize(200).doesNotHaveDuplicates();
    }

    @Test
    void aSweepThatIsKilledHalfWayIsFinishedByTheNext() {
        appendEnded(300);
        Instance killed = instance(150).start();
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(20)).until(() -> killed.purged() > 50);
        killed.kill();
        assertThat(deletions().size()).isBetween(50, 299);

        instance(1_000).start();
        await().atMost(LIMIT).until(() -> IntStream.range(0, 300).allMatch(i -> isGone("link" + i)));
        await().atMost(LIMIT).until(() -> count("due") == 0 && count("due_slots") == 0);
        assertThat(deletions()).hasSizeGreaterThanOrEqualTo(300);
        assertThat(Set.copyOf(deletions())).hasSize(300);
        assertThat(listed()).isEmpty();
    }

    private void appendEnded(int count) {
        for (int i = 0; i < count; i++) {
            append(new LinkEvent.LinkCreated(link("link" + i, 1, PAST)));
        }
        log.flush();
    }

    private Instance instance(int purgesPerSecond) {
        return instance(purgesPerSecond, GRACE);
    }

    private Instance instance(int purgesPerSecond, Duration grace) {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        ProjectionRunner<LinkEvent> runner = new ProjectionRunner<>(
                new LinksProjection(
                        reads,
                        new LinkWrites(cassandra),
                        new LinkIndexWrites(cassandra),
                        new AliasClaims(cassandra),
                        new DueWrites(cassandra)),
                log.address(),
                meters);
        EventAppender<LinkEvent> appender = new EventAppender<>(log.address(), Topics.LINKS, EventFamily.LINKS);
        Shards shards = new Shards(runner, appender);
        Sweeper sweeper = new Sweeper(
                List.of(new LinkExpiry(shards, reads, new VisitClaims(cassandra), appender, grace)),
                new DueReads(cassandra),
                new DueWrites(cassandra),
                new ExpiryProperties(
                        Duration.ofMillis(100), grace, purgesPerSecond, Duration.ofDays(1), Duration.ofDays(1)),
                meters);
        Instance instance = new Instance(runner, appender, shards, sweeper, meters);
        instances.add(instance);
        return instance;
    }

    private static Link link(String key, long version, Instant expiresAt) {
        return new Link(
                new LinkKey(key),
                ADA,
                "https://example.com/" + version,
                NOW.minus(Duration.ofDays(1)),
                expiresAt,
                5L,
                "Spring sale",
                Set.of("news"),
                Visibility.PUBLIC,
                List.of(),
                false,
                false,
                version);
    }

    private void append(LinkEvent event) {
        log.append(Topics.LINKS, EventFamily.LINKS, event.key().value(), event);
    }

    private boolean isGone(String key) {
        StoredLink stored = reads.find(new LinkKey(key)).block(LIMIT);
        return stored != null && stored.isDeleted();
    }

    private long version(String key) {
        StoredLink stored = reads.find(new LinkKey(key)).block(LIMIT);
        return stored == null ? 0 : stored.link().version();
    }

    private List<LinkKey> deletions() {
        return log.events(Topics.LINKS, EventFamily.LINKS).stream()
                .filter(LinkEvent.LinkDeleted.class::isInstance)
                .map(LinkEvent::key)
                .toList();
    }

    private List<String> listed() {
        return new LinkIndexReads(cassandra)
                .page(ADA, LinkTerms.ALL, null, 1_000)
                .map(entry -> entry.key().value())
                .collectList()
                .block(LIMIT);
    }

    private List<String> ids(String table) {
        return rows("SELECT id FROM " + table).map(row -> row.getString("id")).toList();
    }

    private long count(String table) {
        return rows("SELECT kind FROM " + table).count();
    }

    private Stream<Row> rows(String query) {
        return session.execute(SimpleStatement.newInstance(query).setKeyspace(keyspace)).all().stream();
    }
}
