package io.millrace.ingest.expiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.contracts.Topic;
import io.millrace.contracts.Topics;
import io.millrace.contracts.blobs.BlobKey;
import io.millrace.contracts.blobs.BlobRef;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.links.LinkEvent;
import io.millrace.ingest.TestLog;
import io.millrace.ingest.log.EventAppender;
import io.millrace.ingest.log.Partitions;
import io.millrace.ingest.log.Projection;
import io.millrace.ingest.log.ProjectionRunner;
import io.millrace.ingest.log.Shards;
import io.millrace.storage.blobs.BlobStore;
import io.millrace.storage.blobs.directory.DirectoryBlobStore;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Objects and those who own them, with a real store on disk and shards from a real broker. */
class OrphanSweepTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofDays(1);
    private static final Instant LATER = Instant.now().plusSeconds(60);

    @TempDir
    private Path directory;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private TestLog log;
    private ProjectionRunner<LinkEvent> runner;
    private EventAppender<LinkEvent> appender;
    private BlobStore store;
    private Things things;
    private OrphanSweep sweep;

    /** Things that keep objects under {@code things/NAME/NUMBER}. */
    private record Things(Shards shards, Map<BlobKey, BlobRef> kept) implements BlobOwner {
        @Override
        public String prefix() {
            return "things/";
        }

        @Override
        public int shard(BlobKey key) {
            return Partitions.of(Topics.LINKS, key.value().split("/")[1]);
        }

        @Override
        public Mono<Boolean> owns(BlobKey key) {
            return Mono.just(kept.containsKey(key));
        }

        @Override
        public Flux<BlobRef> references() {
            return Flux.fromIterable(List.copyOf(kept.values()));
        }
    }

    /** Reads the log and writes nothing. */
    private static final class NoView implements Projection<LinkEvent> {
        @Override
        public String name() {
            return "nothing";
        }

        @Override
        public Topic topic() {
            return Topics.LINKS;
        }

        @Override
        public EventFamily<LinkEvent> family() {
            return EventFamily.LINKS;
        }

        @Override
        public Mono<Void> apply(List<LinkEvent> events) {
            return Mono.empty();
        }
    }

    @BeforeEach
    void open() {
        log = new TestLog();
        runner = new ProjectionRunner<>(new NoView(), log.address(), meters);
        appender = new EventAppender<>(log.address(), Topics.LINKS, EventFamily.LINKS);
        store = new DirectoryBlobStore(directory, 2);
        Shards shards = new Shards(runner, appender);
        things = new Things(shards, new HashMap<>());
        sweep = new OrphanSweep(
                () -> store,
                List.of(things),
                new ExpiryProperties(LIMIT, Duration.ZERO, 1, Duration.ofDays(1), GRACE),
                meters);
        runner.start();
        await().atMost(LIMIT).until(() -> shards.mine().size() == Topics.LINKS.partitions());
    }

    @AfterEach
    void close() {
        runner.stop();
        appender.close();
        store.close();
        log.close();
    }

    @Test
    void anObjectThatNothingRefersToIsRemovedWhenItIsOldEnough() {
        keep(put("things/one/1"));
        put("things/one/2");
        put("things/two/1");
        put("others/one/1");
        sweep.sweep(Instant.now().minus(GRACE)).block(LIMIT);
        assertThat(stored()).hasSize(4);

        sweep.sweep(LATER).block(LIMIT);
        assertThat(stored()).containsExactlyInAnyOrder("things/one/1", "others/one/1");
        assertThat(count("millrace.blobs.orphans.removed")).isEqualTo(2);
        assertThat(count("millrace.blobs.missing")).isZero();
    }

    @Test
    void aReferenceWhoseObjectIsGoneIsReportedAndStays() {
        BlobRef lost = keep(put("things/lost/1"));
        keep(put("things/lost/10"));
        store.delete(lost.key()).block(LIMIT);
        sweep.sweep(LATER).block(LIMIT);
        assertThat(count("millrace.blobs.missing")).isEqualTo(1);
        sweep.sweep(LATER).block(LIMIT);
        assertThat(count("millrace.blobs.missing")).isEqualTo(2);
        assertThat(things.kept()).containsKey(lost.key());
        assertThat(stored()).containsExactly("things/lost/10");
    }

    /** Another instance looks after what this one does not read; and with nobody to tell, nothing is removed. */
    @Test
    void whatIsInTheShardsOfOthersIsLeftAlone() {
        put("things/theirs/1");
        runner.stop();
        sweep.sweep(LATER).block(LIMIT);
        assertThat(stored()).containsExactly("things/theirs/1");
    }

    private BlobRef put(String key) {
        return store.put(
                        new BlobKey(key),
                        Mono.fromSupplier(() -> ByteBuffer.wrap(key.getBytes(StandardCharsets.UTF_8))))
                .block(LIMIT);
    }

    private BlobRef keep(BlobRef ref) {
        things.kept().put(ref.key(), ref);
        return ref;
    }

    private List<String> stored() {
        return store.list("").map(blob -> blob.key().value()).collectList().block(LIMIT);
    }

    private int count(String counter) {
        return (int) meters.get(counter).counter().count();
    }
}
