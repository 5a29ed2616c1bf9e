package io.millrace.storage.trending;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.millrace.contracts.trending.TrendingTags;
import io.millrace.storage.Cassandra;
import java.util.Collection;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Writes of the table {@code trending_tags}; for the projection only. A write takes its place in time from the revision, so an
 * earlier list never replaces a later one.
 */
public final class TrendingWrites {
    private static final int WRITES_AT_ONCE = 16;

    private final Cassandra cassandra;
    private final PreparedStatement put;

    public TrendingWrites(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.put = cassandra.prepare(
                "INSERT INTO trending_tags (hour, part, tags, unlisted) VALUES (?, ?, ?, ?) USING TIMESTAMP ?");
    }

    /** Writes many; completes when all are written, in no particular order. */
    public Mono<Void> putAll(Collection<TrendingTags> lists) {
        return Flux.fromIterable(lists).flatMap(this::put, WRITES_AT_ONCE).then();
    }

    private Mono<Void> put(TrendingTags list) {
        return Mono.defer(() -> cassandra.write(put.bind(
                list.hour(),
                list.part(),
                list.tags().stream().collect(Collectors.toMap(TrendingTags.Tag::tag, TrendingTags.Tag::posts)),
                list.unlisted(),
                list.revision())));
    }
}
