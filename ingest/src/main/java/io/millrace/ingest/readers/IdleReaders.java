package io.millrace.ingest.readers;

import io.millrace.contracts.Topics;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.ingest.expiry.ExpiryTarget;
import io.millrace.ingest.log.Partitions;
import io.millrace.ingest.log.Shards;
import io.millrace.storage.expiry.Due;
import io.millrace.storage.feed.ReaderReads;
import java.time.Duration;
import java.time.Instant;
import reactor.core.publisher.Mono;

/**
 * Puts to sleep what those follow who have not been there for long: their feeds are not written until they return. Should
 * somebody return at the same moment, their next look at the feed wakes it again.
 */
public final class IdleReaders implements ExpiryTarget {
    private static final String KIND = "readers";

    private final Shards shards;
    private final ReaderReads readers;
    private final Edges edges;
    private final Duration idle;

    /** @param idle how long after somebody was last there their feed is no longer written */
    public IdleReaders(Shards shards, ReaderReads readers, Edges edges, Duration idle) {
        this.shards = shards;
        this.readers = readers;
        this.edges = edges;
        this.idle = idle;
    }

    /** When a reader has to be looked at. */
    static Due due(OwnerId reader, Instant at) {
        return new Due(KIND, Partitions.of(Topics.FEED_READERS, reader.value()), at, reader.value());
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Shards shards() {
        return shards;
    }

    @Override
    public Mono<Verdict> purge(String id, Instant now) {
        OwnerId reader = new OwnerId(id);
        return readers.find(reader)
                .filter(known -> !known.seenAt().plus(idle).isAfter(now))
                .flatMap(known -> edges.sleep(reader))
                .map(asleep -> asleep > 0 ? Verdict.PURGED : Verdict.NOTHING_DUE)
                .defaultIfEmpty(Verdict.NOTHING_DUE);
    }
}
