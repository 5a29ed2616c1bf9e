package io.millrace.ingest.graph;

import io.millrace.ingest.expiry.ExpiryTarget;
import io.millrace.ingest.graph.BlockReminders.Blocked;
import io.millrace.ingest.log.Shards;
import io.millrace.storage.graph.GraphEdge;
import io.millrace.storage.graph.GraphReads;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Ends edges between two one of whom blocks the other. An edge that is there was followed before the log is asked for its end, so
 * if the block was lifted first, that is in the log by then too; a block that stands when all of this is in the tables forbids the
 * edge.
 */
public final class BlockedEdges implements ExpiryTarget {
    private final Shards shards;
    private final GraphReads reads;
    private final EdgeEnds edges;

    public BlockedEdges(Shards shards, GraphReads reads, EdgeEnds edges) {
        this.shards = shards;
        this.reads = reads;
        this.edges = edges;
    }

    @Override
    public String kind() {
        return BlockReminders.KIND;
    }

    @Override
    public Shards shards() {
        return shards;
    }

    @Override
    public Mono<Verdict> purge(String id, Instant now) {
        Blocked pair = Blocked.parse(id);
        return reads.edge(pair.blocker(), pair.blocked())
                .concatWith(reads.edge(pair.blocked(), pair.blocker()))
                .collectList()
                .flatMap(found -> found.isEmpty() ? Mono.just(Verdict.NOTHING_DUE) : end(pair, found));
    }

    private Mono<Verdict> end(Blocked pair, List<GraphEdge> found) {
        return shards.caughtUp(pair.shard())
                .flatMap(caughtUp -> caughtUp
                        ? reads.blockersAmong(Set.of(pair.blocker()), pair.blocked())
                                .flatMap(blockers -> blockers.isEmpty()
                                        ? Mono.just(Verdict.NOTHING_DUE)
                                        : Flux.fromIterable(found)
                                                .concatMap(edges::end)
                                                .then(Mono.just(Verdict.PURGED)))
                        : Mono.just(Verdict.LOOK_AGAIN));
    }
}
