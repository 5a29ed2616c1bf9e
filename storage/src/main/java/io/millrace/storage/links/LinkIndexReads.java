package io.millrace.storage.links;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.servererrors.ReadFailureException;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.links.LinkKey;
import io.millrace.storage.Cassandra;
import io.millrace.storage.StorageUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * Reads of the tables {@code links_by_term} and {@code link_buckets}.
 *
 * <p>The index may lag behind the links and may keep an entry that no longer belongs: a reader looks each link up and leaves
 * out those that are deleted or do not have the term (see {@link LinkTerms#of}).
 *
 * <p>What was taken out of a list leaves tombstones for some hours, and Cassandra gives up a read that meets too many of them: the
 * list of an owner most of whose links have ended at once. Such a read is made again in two halves, and so on.
 */
public final class LinkIndexReads {
    private static final Instant END = Instant.ofEpochMilli(253_402_300_799_000L);
    /** How many slots are read ahead: few, as a busy slot alone fills a page, but sparse ones are many. */
    private static final int SLOTS_AT_ONCE = 4;

    /** Nobody makes so many links in this time that they could not be read at once. */
    private static final Duration SHORTEST_SLICE = Duration.ofMillis(10);

    private final Cassandra cassandra;
    private final PreparedStatement buckets;
    private final PreparedStatement entries;

    public LinkIndexReads(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.buckets =
                cassandra.prepare("SELECT bucket FROM link_buckets WHERE owner = ? AND term = ? AND bucket <= ?");
        this.entries = cassandra.prepare("SELECT created_at, key FROM links_by_term"
                + " WHERE owner = ? AND term = ? AND bucket = ?"
                + " AND (created_at) >= (?) AND (created_at, key) < (?, ?) LIMIT ?");
    }

    /**
     * The owner's links with a term, newest first.
     *
     * @param term one of {@link LinkTerms}
     * @param after the last entry of the page before; null for the first page
     * @param limit the most entries to give, at least 1
     */
    public Flux<IndexEntry> page(OwnerId owner, String term, @Nullable IndexPosition after, int limit) {
        Instant before = after == null ? END : after.createdAt();
        String key = after == null ? "" : after.key().value();
        return Flux.defer(() -> cassandra.rows(buckets.bind(owner.value(), term, LinkBuckets.of(before))
                        .setPageSize(64)))
                .map(row -> Objects.requireNonNull(row.getInstant("bucket")))
                .map(bucket -> Slice.of(bucket, before, key))
                .flatMapSequential(slice -> entries(owner, term, slice, limit), SLOTS_AT_ONCE, SLOTS_AT_ONCE)
                .take(limit);
    }

    private Flux<IndexEntry> entries(OwnerId owner, String term, Slice slice, int limit) {
        return Flux.defer(() -> {
            Slice[] rest = {slice};
            return cassandra
                    .rows(entries.bind(
                            owner.value(), term, slice.bucket(), slice.from(), slice.before(), slice.key(), limit))
                    .map(LinkIndexReads::read)
                    .doOnNext(entry -> rest[0] = slice.after(entry))
                    .onErrorResume(error -> isGivenUp(error) && rest[0].isDivisible(), error -> rest[0].halves()
                            .concatMap(half -> entries(owner, term, half, limit), 1));
        });
    }

    private static boolean isGivenUp(Throwable error) {
        return error instanceof StorageUnavailable && error.getCause() instanceof ReadFailureException;
    }

    /**
     * A part of a slot.
     *
     * @param from the first moment that belongs to it
     * @param before the moment of the first entry that no longer belongs to it
     * @param key the key of that entry
     */
    private record Slice(Instant bucket, Instant from, Instant before, String key) {
        static Slice of(Instant bucket, Instant before, String key) {
            Instant end = LinkBuckets.end(bucket);
            return end.isBefore(before) ? new Slice(bucket, bucket, end, "") : new Slice(bucket, bucket, before, key);
        }

        /** What comes after that entry, which is older. */
        Slice after(IndexEntry entry) {
            return new Slice(bucket, from, entry.createdAt(), entry.key().value());
        }

        boolean isDivisible() {
            return Duration.between(from, before).compareTo(SHORTEST_SLICE) > 0;
        }

        /** The newer half first. */
        Flux<Slice> halves() {
            Instant middle = Instant.ofEpochMilli((from.toEpochMilli() + before.toEpochMilli()) / 2);
            return Flux.just(new Slice(bucket, middle, before, key), new Slice(bucket, from, middle, ""));
        }
    }

    private static IndexEntry read(Row row) {
        return new IndexEntry(Objects.requireNonNull(row.getInstant("created_at")), new LinkKey(row.getString("key")));
    }
}
