package io.millrace.bench;

import io.millrace.contracts.Topics;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.links.LinkKey;
import io.millrace.storage.Cassandra;
import io.millrace.storage.CassandraSettings;
import io.millrace.storage.expiry.DueReads;
import io.millrace.storage.links.LinkIndexReads;
import io.millrace.storage.links.LinkReads;
import io.millrace.storage.links.LinkTerms;
import io.millrace.storage.links.StoredLink;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import reactor.core.publisher.Flux;

/** The tables of the running Millrace, where a benchmark looks for what should be gone. */
final class Tables {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration ASK = Duration.ofSeconds(1);
    private static final int READS_AT_ONCE = 32;
    private static final int MOST_ENTRIES = 10_000;

    @Mixin
    private Home home = new Home();

    @Option(
            names = "--cassandra",
            defaultValue = "${env:MILLRACE_CASSANDRA}",
            description = "A node, host:port (MILLRACE_CASSANDRA; the node of the home when left out).")
    private @Nullable String cassandra;

    /**
     * What is left of anonymous links that were made since one moment and ended at another: reminders, entries of their owner's
     * list, and rows that still say where they led. What the last purge is about to remove is waited for.
     *
     * @param check how many rows to look at
     */
    long left(Instant begin, Instant end, List<String> keys, int check) throws IOException {
        String node = cassandra == null || cassandra.isBlank() ? home.node() : cassandra;
        try (Cassandra connection = Cassandra.connect(CassandraSettings.of(node, "millrace"))) {
            DueReads due = new DueReads(connection);
            LinkIndexReads lists = new LinkIndexReads(connection);
            LinkReads links = new LinkReads(connection);
            long deadline = System.nanoTime() + LIMIT.toNanos();
            while (true) {
                long reminders = reminders(due, end);
                long listed = listed(lists, begin);
                long whole = whole(links, some(keys, check));
                if (reminders + listed + whole == 0 || System.nanoTime() > deadline) {
                    System.out.printf(
                            "reminders left %d, entries in the owner's list %d, whole rows of %d %d%n",
                            reminders, listed, Math.min(check, keys.size()), whole);
                    return reminders + listed + whole;
                }
                LockSupport.parkNanos(ASK.toNanos());
            }
        }
    }

    private static long reminders(DueReads due, Instant end) {
        return count(Flux.range(0, Topics.LINKS.partitions())
                .concatMap(shard -> due.slots("links", shard, end))
                .concatMap(slot -> due.due(slot, end))
                .filter(reminder -> reminder.at().equals(end)));
    }

    private static long listed(LinkIndexReads lists, Instant begin) {
        return count(lists.page(OwnerId.DEFAULT, LinkTerms.ALL, null, MOST_ENTRIES)
                .filter(entry -> !entry.createdAt().isBefore(begin)));
    }

    private static long whole(LinkReads links, List<String> keys) {
        return count(Flux.fromIterable(keys)
                .flatMap(key -> links.find(new LinkKey(key)), READS_AT_ONCE)
                .filter(stored -> !stored.isDeleted() || !isEmpty(stored)));
    }

    private static boolean isEmpty(StoredLink stored) {
        return stored.link().target().isEmpty();
    }

    private static long count(Flux<?> flux) {
        Long count = flux.count().block(LIMIT);
        return count == null ? 0 : count;
    }

    /** Some of the keys, the same each time. */
    static List<String> some(List<String> keys, int count) {
        return new SplittableRandom(1)
                .ints(Math.min(count, keys.size()), 0, keys.size())
                .mapToObj(keys::get)
                .toList();
    }
}
