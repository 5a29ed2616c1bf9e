package io.millrace.storage.links;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.links.Link;
import io.millrace.contracts.links.LinkKey;
import io.millrace.storage.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class LinkIndexTest {
    /** A list's order: newest first, of two in the same millisecond the greater key. */
    private static final Comparator<IndexEntry> ORDER =
            comparing(IndexEntry::createdAt).thenComparing(IndexEntry::key).reversed();

    private final LinkIndexReads reads = new LinkIndexReads(TestDatabase.shared());
    private final LinkIndexWrites writes = new LinkIndexWrites(TestDatabase.shared());

    @Test
    void aListOfMoreSlotsThanAreReadAheadIsPagedWithoutAGap() {
        OwnerId owner = new OwnerId("slots");
        SplittableRandom random = new SplittableRandom(1);
        List<IndexEntry> all = new ArrayList<>();
        List<IndexChange> changes = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            Link link = Links.version(
                    random, new LinkKey("slot-" + i), owner, Links.AT.plus(Duration.ofMinutes(10L * i)), 1);
            changes.addAll(IndexChange.has(link).toList());
            all.add(new IndexEntry(link.createdAt(), link.key()));
        }
        writes.apply(changes).block(TestDatabase.LIMIT);
        all.sort(ORDER);
        assertThat(pages(owner, LinkTerms.ALL, 7)).containsExactlyElementsOf(all);
        assertThat(pages(owner, LinkTerms.ALL, 1_000)).containsExactlyElementsOf(all);
    }

    @Test
    void aDeletedLinkLeavesItsListsAndAReplayDoesNotBringItBack() {
        OwnerId owner = new OwnerId("deleter");
        Link link = Links.version(new SplittableRandom(3), new LinkKey("listed"), owner, Links.AT, 4);
        writes.put(link).block(TestDatabase.LIMIT);
        assertThat(pages(owner, LinkTerms.ALL, 10)).hasSize(1);
        writes.apply(IndexChange.gone(link).toList()).block(TestDatabase.LIMIT);
        writes.put(link).block(TestDatabase.LIMIT);
        for (String term : LinkTerms.of(link)) {
            assertThat(pages(owner, term, 10)).as(term).isEmpty();
        }
    }

    /** As many in ten minutes as Cassandra reads over at once, and some more. */
    @Test
    void whatIsListedIsFoundAmongAllThatWasTakenOutAtOnce() {
        OwnerId owner = new OwnerId("ended");
        Instant begin = LinkBuckets.of(Links.AT);
        List<IndexEntry> kept = new ArrayList<>();
        List<IndexChange> changes = new ArrayList<>();
        for (int i = 0; i < 120_000; i++) {
            boolean present = i % 20_000 == 0;
            IndexEntry entry = new IndexEntry(begin.plusMillis(i * 4L), new LinkKey("ended-" + i));
            changes.add(new IndexChange(owner, LinkTerms.ALL, entry.createdAt(), entry.key(), present, 1));
            if (present) {
                kept.add(0, entry);
            }
        }
        Flux.fromIterable(changes)
                .buffer(1_000)
                .flatMap(writes::apply, 16)
                .then()
                .block(TestDatabase.LIMIT);
        assertThat(pages(owner, LinkTerms.ALL, 4)).containsExactlyElementsOf(kept);
    }

    /** Random lives of random links, written in any order, must list what a plain sorted set lists. */
    @Test
    void everyListPagesLikeASortedSetInMemory() {
        for (long seed = 1; seed <= 8; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            OwnerId owner = new OwnerId("model-" + seed);
            Map<String, TreeSet<IndexEntry>> model = new TreeMap<>();
            List<IndexChange> changes = new ArrayList<>();
            for (int i = random.nextInt(120); i > 0; i--) {
                live(random, owner, i, model).forEach(changes::add);
            }
            Collections.shuffle(changes, new Random(seed));
            int half = changes.size() / 2;
            writes.apply(changes.subList(half, changes.size())).block(TestDatabase.LIMIT);
            writes.apply(changes.subList(0, half)).block(TestDatabase.LIMIT);
            for (Map.Entry<String, TreeSet<IndexEntry>> list : model.entrySet()) {
                int limit = random.nextInt(1, 50);
                assertThat(pages(owner, list.getKey(), limit))
                        .as("seed %d, term %s, pages of %d", seed, list.getKey(), limit)
                        .containsExactlyElementsOf(list.getValue());
            }
        }
    }

    /** One link: made, perhaps edited, perhaps deleted. Gives what is written and does the same to the model. */
    private static Stream<IndexChange> live(
            SplittableRandom random, OwnerId owner, int number, Map<String, TreeSet<IndexEntry>> model) {
        // Few different milliseconds, so that several links share one, on both sides of some slots' borders.
        Instant createdAt = LinkBuckets.of(Links.AT)
                .plus(Duration.ofMinutes(10L * random.nextInt(5)))
                .plusMillis(random.nextInt(-3, 3));
        Link now = Links.version(random, new LinkKey("key" + number), owner, createdAt, 1);
        Stream<IndexChange> changes = IndexChange.has(now);
        for (int version = 2; random.nextInt(3) == 0; version++) {
            Link edited = Links.version(random, now.key(), owner, createdAt, version);
            changes = Stream.of(changes, IndexChange.lost(now, edited), IndexChange.has(edited))
                    .flatMap(some -> some);
            now = edited;
        }
        LinkTerms.of(now).forEach(term -> model.computeIfAbsent(term, t -> new TreeSet<>(ORDER)));
        if (random.nextInt(4) == 0) {
            return Stream.concat(changes, IndexChange.gone(now));
        }
        IndexEntry entry = new IndexEntry(createdAt, now.key());
        LinkTerms.of(now).forEach(term -> model.get(term).add(entry));
        return changes;
    }

    private List<IndexEntry> pages(OwnerId owner, String term, int limit) {
        List<IndexEntry> all = new ArrayList<>();
        IndexPosition after = null;
        while (true) {
            List<IndexEntry> page =
                    reads.page(owner, term, after, limit).collectList().block(TestDatabase.LIMIT);
            assertThat(page).hasSizeLessThanOrEqualTo(limit);
            all.addAll(page);
            if (page.size() < limit) {
                return all;
            }
            after = page.get(limit - 1).position();
        }
    }
}
