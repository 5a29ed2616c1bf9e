package io.millrace.ingest.pastes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.contracts.Topics;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.blobs.BlobKey;
import io.millrace.contracts.blobs.BlobRef;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.links.LinkKey;
import io.millrace.contracts.links.Visibility;
import io.millrace.contracts.pastes.Paste;
import io.millrace.contracts.pastes.PasteEvent;
import io.millrace.contracts.pastes.PasteText;
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
import io.millrace.storage.blobs.BlobStore;
import io.millrace.storage.blobs.StoredBlob;
import io.millrace.storage.blobs.directory.DirectoryBlobStore;
import io.millrace.storage.expiry.DueReads;
import io.millrace.storage.expiry.DueWrites;
import io.millrace.storage.links.AliasClaims;
import io.millrace.storage.links.IndexEntry;
import io.millrace.storage.links.LinkIndexReads;
import io.millrace.storage.links.LinkIndexWrites;
import io.millrace.storage.pastes.PasteReads;
import io.millrace.storage.pastes.PasteRevisions;
import io.millrace.storage.pastes.PasteTerms;
import io.millrace.storage.pastes.PasteWrites;
import io.millrace.storage.pastes.Revision;
import io.millrace.storage.pastes.StoredPaste;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;

/** From the topic to the tables and the object store, on real engines. */
class PastesProjectionTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final OwnerId ADA = new OwnerId("ada");
    private static final Instant AT = Instant.parse("2026-03-04T05:06:07.089Z");

    private static final List<String> EVERYTHING = List.of(
            "SELECT key, owner, name, inline, object, revision, version, deleted_at, WRITETIME(version) FROM pastes",
            "SELECT key, revision, made_at, inline, object, WRITETIME(sha256) FROM paste_revisions",
            "SELECT owner, term, bucket, created_at, key FROM links_by_term");

    @TempDir
    Path objects;

    private String keyspace;
    private Cassandra cassandra;
    private BlobStore blobs;
    private PasteReads reads;
    private PasteRevisions revisions;
    private TestLog log;
    private ProjectionRunner<PasteEvent> runner;
    private long appended;

    @BeforeEach
    void open() {
        keyspace = SharedRuntime.emptyKeyspace();
        cassandra =
                Cassandra.connect(CassandraSettings.of(SharedRuntime.engines().cassandra(), keyspace));
        blobs = new DirectoryBlobStore(objects, 2);
        reads = new PasteReads(cassandra);
        revisions = new PasteRevisions(cassandra);
        log = new TestLog();
        runner = new ProjectionRunner<>(
                new PastesProjection(
                        new PasteWrites(cassandra, revisions),
                        revisions,
                        new LinkIndexWrites(cassandra),
                        new AliasClaims(cassandra),
                        blobs,
                        new DueWrites(cassandra)),
                log.address(),
                new SimpleMeterRegistry());
    }

    @AfterEach
    void close() {
        runner.stop();
        log.close();
        cassandra.close();
        blobs.close();
    }

    @Test
    void aPasteHasItsLastStateAllItsRevisionsAndAPlaceInItsOwnersListAndAReplayChangesNothing() {
        runner.start();
        Paste first = paste("abc", 1, 1, text("one"));
        Paste second = paste("abc", 2, 2, stored("abc", "a long one"));
        Paste renamed = paste("abc", 2, 3, second.text());
        append(new PasteEvent.PasteCreated(first));
        append(new PasteEvent.PasteEdited(second, AT.plusSeconds(2)));
        append(new PasteEvent.PasteEdited(renamed, AT.plusSeconds(3)));
        append(new PasteEvent.PasteCreated(paste("other", 1, 1, text("x"))));
        awaitAll();
        assertThat(find("abc")).isEqualTo(new StoredPaste(renamed, null));
        assertThat(revisions("abc"))
                .containsExactly(new Revision(2, AT.plusSeconds(2), second.text()), new Revision(1, AT, first.text()));
        assertThat(listed()).containsExactlyInAnyOrder(new LinkKey("abc"), new LinkKey("other"));

        List<String> before = everything();
        replay();
        assertThat(everything()).isEqualTo(before);
        assertThat(log.deadLetters(Topics.PASTES)).isEmpty();
    }

    @Test
    void aDeletedPasteLeavesNoTextBehindNeitherInTablesNorInTheObjectStore() {
        runner.start();
        Paste first = paste("abc", 1, 1, stored("abc", "the first long text"));
        Paste second = paste("abc", 2, 2, text("the last short text"));
        append(new PasteEvent.PasteCreated(first));
        append(new PasteEvent.PasteEdited(second, AT.plusSeconds(2)));
        append(new PasteEvent.PasteDeleted(second.withText(second.text().emptied()), AT.plusSeconds(9)));
        awaitAll();
        StoredPaste gone = find("abc");
        assertThat(gone.deletedAt()).isEqualTo(AT.plusSeconds(9));
        assertThat(gone.paste().text().inline()).isEmpty();
        assertThat(revisions("abc")).isEmpty();
        assertThat(blobs.list("").map(StoredBlob::key).collectList().block(LIMIT))
                .isEmpty();
        assertThat(listed()).isEmpty();
        assertThat(String.join("\n", everything())).doesNotContain("short text");
        replay();
        assertThat(revisions("abc")).isEmpty();
        assertThat(find("abc")).isEqualTo(gone);
        assertThat(listed()).isEmpty();
    }

    /** The pastes of these tests are old ones: their time has come. */
    @Test
    void aPasteThatHasExpiredIsEndedAndAnObjectThatNoRevisionRefersToIsFound() {
        append(new PasteEvent.PasteCreated(paste("abc", 1, 1, stored("abc", "a long text"))));
        append(new PasteEvent.PasteCreated(paste("def", 1, 1, text("a short text"))));
        log.flush();
        EventAppender<PasteEvent> appender = new EventAppender<>(log.address(), Topics.PASTES, EventFamily.PASTES);
        Shards shards = new Shards(runner, appender);
        Sweeper sweeper = new Sweeper(
                List.of(new PasteExpiry(shards, reads, appender, Duration.ZERO)),
                new DueReads(cassandra),
                new DueWrites(cassandra),
                new ExpiryProperties(
                        Duration.ofMillis(200), Duration.ZERO, 1_000, Duration.ofDays(1), Duration.ofDays(1)),
                new SimpleMeterRegistry());
        PasteObjects owner = new PasteObjects(shards, revisions);
        BlobKey orphan = new BlobKey("pastes/xyz/1");
        runner.start();
        await().atMost(LIMIT).until(() -> find("abc") != null);
        assertThat(owner.owns(new BlobKey("pastes/abc/0")).block(LIMIT)).isTrue();
        assertThat(owner.owns(orphan).block(LIMIT)).isFalse();
        assertThat(owner.references().map(BlobRef::key).collectList().block(LIMIT))
                .containsExactly(new BlobKey("pastes/abc/0"));
        sweeper.start();
        try {
            await().atMost(LIMIT)
                    .until(() -> find("abc").isDeleted() && find("def").isDeleted());
            await().atMost(LIMIT)
                    .until(() -> revisions("abc").isEmpty() && revisions("def").isEmpty());
        } finally {
            sweeper.stop();
            appender.close();
        }
        assertThat(blobs.list("").map(StoredBlob::key).collectList().block(LIMIT))
                .isEmpty();
        assertThat(listed()).isEmpty();
        assertThat(owner.references().collectList().block(LIMIT)).isEmpty();
    }

    private void replay() {
        runner.stop();
        log.forget("pastes");
        runner.start();
        awaitAll();
    }

    private void append(PasteEvent event) {
        log.append(Topics.PASTES, EventFamily.PASTES, event.key().value(), event);
        appended++;
    }

    private void awaitAll() {
        log.flush();
        await().atMost(LIMIT).until(() -> log.acknowledged("pastes") == appended);
    }

    private PasteText stored(String key, String content) {
        return PasteText.stored(
                blobs.put(new BlobKey("pastes/" + key + "/" + appended), Flux.just(ByteBuffer.wrap(content.getBytes())))
                        .block(LIMIT));
    }

    private static PasteText text(String text) {
        return PasteText.inline(text, text.length(), "0".repeat(64));
    }

    private static Paste paste(String key, int revision, long version, PasteText text) {
        return new Paste(
                new LinkKey(key),
                ADA,
                "version " + version,
                null,
                AT,
                AT.plusSeconds(3600),
                false,
                Visibility.PUBLIC,
                List.of(),
                false,
                revision,
                text,
                version);
    }

    private StoredPaste find(String key) {
        return reads.find(new LinkKey(key)).block(LIMIT);
    }

    private List<Revision> revisions(String key) {
        return revisions
                .before(new LinkKey(key), Integer.MAX_VALUE, 10)
                .collectList()
                .block(LIMIT);
    }

    private List<LinkKey> listed() {
        return new LinkIndexReads(cassandra)
                .page(ADA, PasteTerms.ALL, null, 10)
                .map(IndexEntry::key)
                .collectList()
                .block(LIMIT);
    }

    private List<String> everything() {
        List<String> cells = new ArrayList<>();
        try (CqlSession session = Sessions.open(SharedRuntime.engines())) {
            for (String query : EVERYTHING) {
                for (Row row : session.execute(query.replaceFirst("FROM ", "FROM " + keyspace + "."))) {
                    cells.add(row.getFormattedContents());
                }
            }
        }
        return cells.stream().sorted().toList();
    }
}
