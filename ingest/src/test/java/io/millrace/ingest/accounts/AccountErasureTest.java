package io.millrace.ingest.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.millrace.contracts.Topics;
import io.millrace.contracts.accounts.Account;
import io.millrace.contracts.accounts.AccountEvent;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.accounts.Role;
import io.millrace.contracts.blobs.BlobKey;
import io.millrace.contracts.blobs.BlobRef;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.links.Link;
import io.millrace.contracts.links.LinkEvent;
import io.millrace.contracts.links.LinkKey;
import io.millrace.contracts.links.Visibility;
import io.millrace.contracts.pastes.Paste;
import io.millrace.contracts.pastes.PasteEvent;
import io.millrace.contracts.pastes.PasteText;
import io.millrace.contracts.telemetry.Grain;
import io.millrace.contracts.telemetry.Rollup;
import io.millrace.contracts.telemetry.Subject;
import io.millrace.contracts.usage.Usage;
import io.millrace.infra.cql.Sessions;
import io.millrace.infra.testing.SharedRuntime;
import io.millrace.ingest.IngestMain;
import io.millrace.ingest.TestLog;
import io.millrace.storage.accounts.ApiKey;
import io.millrace.storage.accounts.ApiKeys;
import io.millrace.storage.accounts.Credential;
import io.millrace.storage.accounts.Credentials;
import io.millrace.storage.accounts.SignIns;
import io.millrace.storage.blobs.BlobStore;
import io.millrace.storage.links.EditClaims;
import io.millrace.storage.links.LinkReads;
import io.millrace.storage.pastes.PasteReads;
import io.millrace.storage.telemetry.RollupWrites;
import io.millrace.storage.usage.UsageWrites;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import reactor.core.publisher.Flux;

/** What becomes of everything that a closed account had, with the whole of ingest on real engines. */
class AccountErasureTest {
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final OwnerId ADA = new OwnerId("ada");
    private static final OwnerId BOB = new OwnerId("bob");
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private static final Instant MADE = NOW.minus(Duration.ofDays(3));

    /** So long ago that also the last look is due. */
    private static final Instant CLOSED = NOW.minus(Duration.ofHours(25));

    @TempDir
    Path objects;

    private final List<ConfigurableApplicationContext> instances = new ArrayList<>();
    private final String keyspace = SharedRuntime.freshKeyspace();
    private CqlSession session;
    private TestLog log;

    @BeforeEach
    void open() {
        session = Sessions.open(SharedRuntime.engines());
        log = new TestLog();
    }

    @AfterEach
    void close() {
        instances.forEach(ConfigurableApplicationContext::close);
        log.close();
        session.close();
    }

    @Test
    void nothingIsLeftOfAClosedAccountButItsNameAndThatItsAddressesAreGone() {
        ConfigurableApplicationContext ingest = ingest(1_000);
        BlobRef object = stored(ingest, "pastes/long/1");
        append(new LinkEvent.LinkCreated(link("titled", ADA, "Secret plans", List.of(BOB))));
        append(new LinkEvent.LinkCreated(link("bobs", BOB, "Lunch", List.of(ADA))));
        append(new PasteEvent.PasteCreated(paste("short", ADA, 1, PasteText.inline("a diary", 7, "00"))));
        append(new PasteEvent.PasteEdited(paste("short", ADA, 2, PasteText.inline("a longer diary", 14, "01")), NOW));
        append(new PasteEvent.PasteCreated(paste("long", ADA, 1, PasteText.stored(object))));
        append(new PasteEvent.PasteCreated(paste("bobtext", BOB, 1, PasteText.inline("soup", 4, "02"))));
        log.flush();
        for (OwnerId owner : List.of(ADA, BOB)) {
            havingSignedInAndUsed(ingest, owner);
        }
        await().atMost(LIMIT).until(() -> log.acknowledged("links") == 2 && log.acknowledged("pastes") == 4);

        closed(ADA);
        await().atMost(LIMIT).until(() -> isGone(ingest, "titled") && texts(ingest) == 1);
        await().atMost(LIMIT).untilAsserted(() -> assertThat(rows("SELECT owner FROM link_buckets"))
                .extracting(row -> row.getString("owner"))
                .containsOnly("bob"));

        assertThat(objects(ingest)).isEmpty();
        assertThat(rows("SELECT key FROM paste_revisions"))
                .extracting(row -> row.getString("key"))
                .containsExactly("bobtext");
        for (String table :
                List.of("links_by_term", "api_keys", "api_keys_by_owner", "api_key_uses", "usage_by_hour")) {
            assertThat(rows("SELECT owner FROM " + table))
                    .as(table)
                    .extracting(row -> row.getString("owner"))
                    .containsOnly("bob");
        }
        assertThat(rows("SELECT name FROM sign_ins"))
                .extracting(row -> row.getString("name"))
                .containsExactly("bob");
        assertThat(rows("SELECT subject FROM telemetry_rollups"))
                .extracting(row -> row.getString("subject"))
                .containsOnly("owner:bob");
        Credential left = ingest.getBean(Credentials.class).find(ADA).block(LIMIT);
        assertThat(left.closed()).isTrue();
        assertThat(left.email() + left.password()).isEmpty();
        assertThat(rows("SELECT target, title, allowed FROM links WHERE key = 'titled'"))
                .extracting(Row::getFormattedContents)
                .allSatisfy(row -> assertThat(row).doesNotContain("example", "Secret", "bob"));
        assertThat(rows("SELECT name, inline FROM pastes WHERE key = 'short'"))
                .extracting(Row::getFormattedContents)
                .allSatisfy(row -> assertThat(row).doesNotContain("diary", "notes"));
        assertThat(log.events(Topics.LINKS, EventFamily.LINKS))
                .as("what stays in the compacted log")
                .filteredOn(LinkEvent.LinkDeleted.class::isInstance)
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.toString()).doesNotContain("example", "Secret", "bob"));
        assertThat(ingest.getBean(LinkReads.class)
                        .find(new LinkKey("bobs"))
                        .block(LIMIT)
                        .isDeleted())
                .isFalse();
        assertThat(log.deadLetters(Topics.LINKS)).isEmpty();
        assertThat(log.deadLetters(Topics.PASTES)).isEmpty();
    }

    /** Each pass ends a hundred; whoever is killed between two, or in one, leaves the rest to the next. */
    @Test
    void anErasureThatIsKilledHalfWayIsFinishedByTheNext() {
        int links = 350;
        ConfigurableApplicationContext killed = ingest(1_000);
        for (int i = 0; i < links; i++) {
            append(new LinkEvent.LinkCreated(link("link" + i, ADA, "Plan " + i, List.of())));
        }
        log.flush();
        await().atMost(LIMIT).until(() -> log.acknowledged("links") == links);
        closed(ADA);
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> Set.copyOf(deletions()).size() >= 50);
        killed.close();
        assertThat(Set.copyOf(deletions())).hasSizeBetween(50, links - 1);

        ConfigurableApplicationContext next = ingest(1_000);
        await().atMost(LIMIT).until(() -> IntStream.range(0, links).allMatch(i -> isGone(next, "link" + i)));
        await().atMost(LIMIT).until(() -> rows("SELECT owner FROM link_buckets").isEmpty());
        assertThat(rows("SELECT key FROM links_by_term")).isEmpty();
        await().atMost(LIMIT).until(() -> rows("SELECT id FROM due WHERE kind = 'accounts' ALLOW FILTERING")
                .isEmpty());
    }

    @Test
    void aLinkThatIsEditedAtThatMomentEndsWhenItIsLookedAtAgain() {
        ConfigurableApplicationContext ingest = ingest(1_000);
        assertThat(ingest.getBean(EditClaims.class)
                        .claim(new LinkKey("contested"), 1)
                        .block(LIMIT))
                .isTrue();
        append(new LinkEvent.LinkCreated(link("contested", ADA, "A", List.of())));
        append(new LinkEvent.LinkCreated(link("other", ADA, "B", List.of())));
        log.flush();
        await().atMost(LIMIT).until(() -> log.acknowledged("links") == 2);
        closed(ADA);
        await().atMost(LIMIT).until(() -> isGone(ingest, "other"));
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(rows("SELECT due_at FROM due WHERE kind = 'accounts' ALLOW FILTERING"))
                        .as("the next look")
                        .extracting(row -> row.getInstant("due_at"))
                        .isNotEmpty()
                        .allSatisfy(at -> assertThat(at).isAfter(NOW)));
        assertThat(isGone(ingest, "contested")).isFalse();
    }

    private ConfigurableApplicationContext ingest(int purgesPerSecond) {
        ConfigurableApplicationContext context = new SpringApplicationBuilder(IngestMain.class)
                .web(WebApplicationType.NONE)
                .properties(Map.ofEntries(
                        Map.entry("spring.main.banner-mode", "off"),
                        Map.entry(
                                "millrace.kafka.bootstrap-servers",
                                log.address().bootstrapServers()),
                        Map.entry("millrace.topics.prefix", log.address().prefix()),
                        Map.entry(
                                "millrace.cassandra.contact-points",
                                SharedRuntime.engines().cassandra()),
                        Map.entry("millrace.cassandra.keyspace", keyspace),
                        Map.entry("millrace.blobs.directory", objects.toString()),
                        Map.entry("millrace.expiry.interval", "100ms"),
                        Map.entry("millrace.expiry.purges-per-second", purgesPerSecond)))
                .run();
        instances.add(context);
        return context;
    }

    /** As the gateway leaves it that is killed right after it told the log. */
    private void closed(OwnerId name) {
        Account account = new Account(name, null, Role.USER, MADE, 1);
        log.append(
                Topics.ACCOUNTS, EventFamily.ACCOUNTS, name.value(), new AccountEvent.AccountDeleted(account, CLOSED));
        log.flush();
    }

    private void havingSignedInAndUsed(ConfigurableApplicationContext ingest, OwnerId name) {
        ApiKey key = new ApiKey(name, "id", "hash of " + name, "laptop", Set.of("links:read"), MADE, null);
        Subject subject = Subject.owner(name);
        Flux.concat(
                        ingest.getBean(Credentials.class)
                                .claim(new Credential(
                                        name,
                                        UUID.randomUUID(),
                                        "a@example.com",
                                        "hash",
                                        Role.USER,
                                        MADE,
                                        0,
                                        false,
                                        true,
                                        false)),
                        ingest.getBean(ApiKeys.class).put(key),
                        ingest.getBean(ApiKeys.class).used(name, "id", MADE),
                        ingest.getBean(SignIns.class).put(name, MADE),
                        ingest.getBean(UsageWrites.class)
                                .putAll(List.of(new Usage(name, MADE.truncatedTo(ChronoUnit.HOURS), 0, 1, 1, 1, 1))),
                        ingest.getBean(RollupWrites.class)
                                .putAll(List.of(rollup(subject, Grain.HOUR), rollup(subject, Grain.DAY))))
                .blockLast(LIMIT);
    }

    private static Rollup rollup(Subject subject, Grain grain) {
        return new Rollup(subject, grain, grain.startOf(MADE), 0, 1, 1, 0, Map.of(), new byte[0]);
    }

    private static BlobRef stored(ConfigurableApplicationContext ingest, String key) {
        return ingest.getBean(BlobStore.class)
                .put(new BlobKey(key), Flux.just(ByteBuffer.wrap(new byte[20_000])))
                .block(LIMIT);
    }

    private static List<String> objects(ConfigurableApplicationContext ingest) {
        return ingest.getBean(BlobStore.class)
                .list("pastes/")
                .map(blob -> blob.key().value())
                .collectList()
                .block(LIMIT);
    }

    private static Link link(String key, OwnerId owner, String title, List<OwnerId> allow) {
        return new Link(
                new LinkKey(key),
                owner,
                "https://example.com/" + key,
                MADE,
                NOW.plus(Duration.ofDays(900)),
                null,
                title,
                Set.of("private"),
                Visibility.PRIVATE,
                allow,
                false,
                false,
                1);
    }

    private static Paste paste(String key, OwnerId owner, int revision, PasteText text) {
        return new Paste(
                new LinkKey(key),
                owner,
                "notes",
                null,
                MADE,
                NOW.plus(Duration.ofDays(900)),
                false,
                Visibility.PUBLIC,
                List.of(),
                false,
                revision,
                text,
                revision);
    }

    private void append(LinkEvent event) {
        log.append(Topics.LINKS, EventFamily.LINKS, event.key().value(), event);
    }

    private void append(PasteEvent event) {
        log.append(Topics.PASTES, EventFamily.PASTES, event.key().value(), event);
    }

    private static boolean isGone(ConfigurableApplicationContext ingest, String key) {
        var stored = ingest.getBean(LinkReads.class).find(new LinkKey(key)).block(LIMIT);
        return stored != null && stored.isDeleted();
    }

    private static long texts(ConfigurableApplicationContext ingest) {
        return Flux.just("short", "long", "bobtext")
                .concatMap(key -> ingest.getBean(PasteReads.class).find(new LinkKey(key)))
                .filter(stored -> !stored.isDeleted())
                .count()
                .block(LIMIT);
    }

    private List<LinkKey> deletions() {
        return log.events(Topics.LINKS, EventFamily.LINKS).stream()
                .filter(LinkEvent.LinkDeleted.class::isInstance)
                .map(LinkEvent::key)
                .toList();
    }

    private List<Row> rows(String query) {
        return session.execute(SimpleStatement.newInstance(query).setKeyspace(keyspace))
                .all();
    }
}
