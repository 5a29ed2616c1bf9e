package io.millrace.storage.links;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.links.Link;
import io.millrace.contracts.links.LinkKey;
import io.millrace.storage.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class LinkTableTest {
    private final LinkReads reads = new LinkReads(TestDatabase.shared());
    private final LinkWrites writes = new LinkWrites(TestDatabase.shared());

    @Test
    void aLinkComesBackAsItWasWritten() {
        Link plain = Links.plain("as-written");
        write(writes.put(plain));
        assertThat(find("as-written")).isEqualTo(new StoredLink(plain, null));
        assertThat(find("never-written")).isNull();
    }

    @Test
    void anEditCanTakeTitleTagsAndLimitAway() {
        SplittableRandom random = new SplittableRandom(1);
        LinkKey key = new LinkKey("edited-away");
        Link bare = Links.plain("edited-away");
        write(writes.put(Links.version(random, key, bare.owner(), bare.createdAt(), 1)));
        Link edited = new Link(
                key,
                bare.owner(),
                bare.target(),
                bare.createdAt(),
                bare.expiresAt(),
                null,
                null,
                bare.tags(),
                bare.visibility(),
                bare.allow(),
                false,
                false,
                2);
        write(writes.put(edited));
        assertThat(find("edited-away")).isEqualTo(new StoredLink(edited, null));
    }

    @Test
    void aDeletedLinkStaysDeletedWhateverIsReplayed() {
        Link link = Links.plain("deleted-for-good");
        Instant deletedAt = Links.AT.plusSeconds(60);
        write(writes.put(link));
        write(writes.delete(link, deletedAt));
        write(writes.put(link));
        assertThat(find("deleted-for-good")).isEqualTo(StoredLink.gone(link, deletedAt));
    }

    @Test
    void aKeyThatIsUsedAgainAfterADeletionBelongsToTheNewLink() {
        LinkKey key = new LinkKey("used-again");
        SplittableRandom random = new SplittableRandom(2);
        Link old = Links.version(random, key, OwnerId.DEFAULT, Links.AT, 900);
        Link next = Links.version(random, key, new OwnerId("grace"), Links.AT.plusSeconds(1), 1);
        write(writes.put(next));
        write(writes.put(old));
        write(writes.delete(old, Links.AT.plusMillis(500)));
        assertThat(find("used-again")).isEqualTo(new StoredLink(next, null));
    }

    /** Histories of random links, written in any order, some events several times: what is read is the last state. */
    @Test
    void replayedAndReorderedEventsLeaveTheLastState() {
        Flux.range(1, 60).flatMap(this::writeInAnyOrder, 16).then().block(TestDatabase.LIMIT);
        for (int seed = 1; seed <= 60; seed++) {
            History history = new History(seed);
            assertThat(find(history.key.value())).as("seed %d", seed).isEqualTo(history.last());
        }
    }

    private Flux<Void> writeInAnyOrder(int seed) {
        History history = new History(seed);
        List<Mono<Void>> events = new ArrayList<>();
        history.versions.forEach(version -> events.add(writes.put(version)));
        Instant deletedAt = history.deletedAt;
        if (deletedAt != null) {
            events.add(writes.delete(history.versions.get(history.versions.size() - 1), deletedAt));
        }
        Random random = new Random(seed);
        for (int again = random.nextInt(events.size() + 1); again > 0; again--) {
            events.add(events.get(random.nextInt(events.size())));
        }
        Collections.shuffle(events, random);
        return Flux.fromIterable(events).concatMap(event -> event);
    }

    /** A link's life, the same for the same seed. */
    private static final class History {
        private final LinkKey key;
        private final List<Link> versions = new ArrayList<>();
        private final Instant deletedAt;

        History(int seed) {
            SplittableRandom random = new SplittableRandom(seed);
            key = new LinkKey("history-" + seed);
            Instant createdAt = Links.AT.plusMillis(random.nextLong(100_000_000));
            int edits = random.nextInt(6);
            for (int version = 1; version <= edits + 1; version++) {
                versions.add(Links.version(random, key, new OwnerId("ada"), createdAt, version));
            }
            deletedAt = random.nextBoolean() ? createdAt.plusSeconds(random.nextInt(1, 1_000)) : null;
        }

        StoredLink last() {
            Link link = versions.get(versions.size() - 1);
            return deletedAt == null ? new StoredLink(link, null) : StoredLink.gone(link, deletedAt);
        }
    }

    private StoredLink find(String key) {
        return reads.find(new LinkKey(key)).block(TestDatabase.LIMIT);
    }

    private static void write(Mono<Void> write) {
        write.block(TestDatabase.LIMIT);
    }
}
