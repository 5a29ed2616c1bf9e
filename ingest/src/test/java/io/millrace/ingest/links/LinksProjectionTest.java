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
import io.millrace.infra.cql.Sessions;
import io.millrace.infra.testing.SharedRuntime;
import io.millrace.ingest.TestLinks;
import io.millrace.ingest.TestLog;
import io.millrace.ingest.log.ProjectionRunner;
import io.millrace.storage.Cassandra;
import io.millrace.storage.CassandraSettings;
import io.millrace.storage.expiry.DueWrites;
import io.millrace.storage.links.AliasClaims;
import io.millrace.storage.links.IndexEntry;
import io.millrace.storage.links.LinkIndexReads;
import io.millrace.storage.links.LinkIndexWrites;
import io.millrace.storage.links.LinkReads;
import io.millrace.storage.links.LinkTerms;
import io.millrace.storage.links.LinkWrites;
import io.millrace.storage.links.StoredLink;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From the topic to the tables, on real engines. */
class LinksProjectionTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final OwnerId ADA = new OwnerId("ada");
    private static final List<String> TAGS = List.of("news", "sale", "2026");
    private static final String ALIASES = "SELECT key, confirmed, WRITETIME(confirmed) FROM alias_claims";

    /** Every cell of every table that the projection writes, with its place in time. */
    private static final List<String> EVERYTHING = List.of(
            "SELECT key, owner, target, title, tags, version, deleted_at, WRITETIME(version) FROM links",
            "SELECT owner, term, bucket, created_at, key FROM links_by_term",
            "SELECT owner, term, bucket FROM link_buckets",
            "SELECT kind, shard, slot, due_at, id FROM due",
            ALIASES);

    private String keyspace;
    private Cassandra cassandra;
    private AliasClaims aliases;
    private LinkReads reads;
    private LinkIndexReads index;
    private TestLog log;
    private ProjectionRunner<LinkEvent> runner;
    private long appended;

    @BeforeEach
    void open() {
        keyspace = SharedRuntime.emptyKeyspace();
        cassandra =
                Cassandra.connect(CassandraSettings.of(SharedRuntime.engines().cassandra(), keyspace));
        aliases = new AliasClaims(cassandra);
        reads = new LinkReads(cassandra);
        index = new LinkIndexReads(cassandra);
        log = new TestLog();
        runner = new ProjectionRunner<>(
                new LinksProjection(
                        reads,
                        new LinkWrites(cassandra),
                        new LinkIndexWrites(cassandra),
                        aliases,
                        new DueWrites(cassandra)),
                log.address(),
                new SimpleMeterRegistry());
    }

    @AfterEach
    void close() {
        runner.stop();
        log.close();
        cassandra.close();
    }

    /** Random lives of two hundred links; then the whole topic again, which must not touch a single cell. */
    @Test
    void theTablesHoldTheLastStateOfEveryLinkAndAReplayOfTheTopicChangesNothing() {
        SplittableRandom random = new SplittableRandom(20260304);
        TreeMap<String, StoredLink> last = new TreeMap<>();
        runner.start();
        for (int i = 0; i < 200; i++) {
            live(random, "link" + i, last);
        }
        awaitAll();
        assertThat(stored()).isEqualTo(last);
        for (String term : terms(last)) {
            assertThat(listed(term)).as(term).containsExactlyInAnyOrderElementsOf(having(term, last));
        }

        List<String> before = everything();
        runner.stop();
        log.forget("links");
        runner.start();
        awaitAll();
        assertThat(everything()).isEqualTo(before);
        assertThat(log.deadLetters(Topics.LINKS)).isEmpty();
    }

    @Test
    void theLinkOfAnAliasMakesItsClaimLast() {
        LinkKey alias = new LinkKey("spring-sale");
        LinkKey abandoned = new LinkKey("never-sent");
        assertThat(aliases.claim(alias, ADA).block(LIMIT)).isTrue();
        assertThat(aliases.claim(abandoned, ADA).block(LIMIT)).isTrue();
        append(TestLinks.to(TestLinks.link(alias.value(), 1, null, Set.of(), true)));
        append(TestLinks.to(TestLinks.link("issued1", 1, null, Set.of(), false)));
        runner.start();
        awaitAll();
        assertThat(rows(ALIASES)).hasSize(2).anyMatch(row -> row.contains("spring-sale, true"));
        aliases.release(alias).block(LIMIT);
        aliases.release(abandoned).block(LIMIT);
        assertThat(aliases.claim(alias, ADA).block(LIMIT)).isFalse();
        assertThat(aliases.claim(abandoned, ADA).block(LIMIT)).isTrue();
    }

    /** A compacted topic keeps the last event of a key: the view is whole all the same. */
    @Test
    void aTopicOfWhichOnlyTheLastEventsAreLeftGivesTheSameView() {
        Link edited = TestLinks.link("compact", 7, "Spring sale", Set.of("news"), false);
        append(TestLinks.to(edited));
        append(new LinkEvent.LinkDeleted(
                TestLinks.link("gone", 3, "Spring sale", Set.of("news"), false), TestLinks.AT.plusSeconds(9)));
        runner.start();
        awaitAll();
        assertThat(reads.find(edited.key()).block(LIMIT)).isEqualTo(new StoredLink(edited, null));
        assertThat(listed(LinkTerms.tag("news"))).containsExactly("compact");
        assertThat(listed(LinkTerms.word("spring"))).containsExactly("compact");
    }

    private void live(SplittableRandom random, String key, TreeMap<String, StoredLink> last) {
        Link now = random(random, key, 1);
        append(TestLinks.to(now));
        while (random.nextInt(3) > 0) {
            now = random(random, key, now.version() + 1);
            append(TestLinks.to(now));
        }
        Instant deletedAt = random.nextInt(4) == 0 ? TestLinks.AT.plusSeconds(1_000) : null;
        if (deletedAt != null) {
            append(new LinkEvent.LinkDeleted(now, deletedAt));
        }
        last.put(key, deletedAt == null ? new StoredLink(now, null) : StoredLink.gone(now, deletedAt));
    }

    private static Link random(SplittableRandom random, String key, long version) {
        Set<String> tags = TAGS.stream().filter(tag -> random.nextBoolean()).collect(Collectors.toSet());
        return TestLinks.link(key, version, random.nextBoolean() ? "Title " + version : null, tags, false);
    }

    private void append(LinkEvent event) {
        log.append(Topics.LINKS, EventFamily.LINKS, event.key().value(), event);
        appended++;
    }

    private void awaitAll() {
        log.flush();
        await().atMost(LIMIT).until(() -> log.acknowledged("links") == appended);
    }

    private TreeMap<String, StoredLink> stored() {
        TreeMap<String, StoredLink> stored = new TreeMap<>();
        for (int i = 0; i < 200; i++) {
            stored.put("link" + i, reads.find(new LinkKey("link" + i)).block(LIMIT));
        }
        return stored;
    }

    private static Set<String> terms(TreeMap<String, StoredLink> links) {
        return links.values().stream()
                .flatMap(stored -> LinkTerms.of(stored.link()).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> having(String term, TreeMap<String, StoredLink> links) {
        return links.values().stream()
                .filter(stored ->
                        !stored.isDeleted() && LinkTerms.of(stored.link()).contains(term))
                .map(stored -> stored.link().key().value())
                .toList();
    }

    private List<String> listed(String term) {
        return index.page(ADA, term, null, 1_000)
                .map(IndexEntry::key)
                .map(LinkKey::value)
                .collectList()
                .block(LIMIT);
    }

    private List<String> everything() {
        return rows(EVERYTHING.toArray(String[]::new));
    }

    private List<String> rows(String... queries) {
        try (CqlSession session = Sessions.open(SharedRuntime.engines())) {
            return Stream.of(queries)
                    .flatMap(query ->
                            session.execute(SimpleStatement.newInstance(query).setKeyspace(keyspace)).all().stream()
                                    .map(LinksProjectionTest::text))
                    .sorted()
                    .toList();
        }
    }

    private static String text(Row row) {
        return Stream.iterate(0, i -> i + 1)
                .limit(row.size())
                .map(i -> String.valueOf(row.getObject(i)))
                .collect(Collectors.joining(", "));
    }
}
