package io.millrace.storage.links;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.links.LinkKey;
import io.millrace.storage.Cassandra;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * Reads of the tables {@code links_by_term} and {@code link_buckets}.
 *
 * <p>The index may lag behind the links and may keep an entry that no longer belongs: a reader looks each link up and leaves
 * out those that are deleted or do not have the term (see {@link LinkTerms#of}).
 */
public final class LinkIndexReads {
    private static final Instant END = Instant.ofEpochMilli(253_402_300_799_000L);
    /** How many slots are read ahead: few, as a busy slot alone fills a page, but sparse ones are many. */
    private static final int SLOTS_AT_ONCE = 4;

    private final Cassandra cassandra;
    private final PreparedStatement buckets;
    private final PreparedStatement entries;

    public LinkIndexReads(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.buckets =
                cassandra.prepare("SELECT bucket FROM link_buckets WHERE owner = ? AND term = ? AND bucket <= ?");
        this.entries = cassandra.prepare("SELECT created_at, key FROM links_by_term"
                + " WHERE owner = ? AND term = ? AND bucket = ? AND (created_at, key) < (?, ?) LIMIT ?");
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
                .flatMapSequential(
                        bucket -> cassandra
                                .rows(entries.bind(owner.value(), term, bucket, before, key, limit))
                                .map(LinkIndexReads::read),
                        SLOTS_AT_ONCE,
                        SLOTS_AT_ONCE)
                .take(limit);
    }

    private static IndexEntry read(Row row) {
        return new IndexEntry(Objects.requireNonNull(row.getInstant("created_at")), new LinkKey(row.getString("key")));
    }
}
