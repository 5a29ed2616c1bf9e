package io.millrace.ingest.graph;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.graph.GraphEvent.BlockChanged;
import io.millrace.contracts.graph.GraphEvent.Following;
import io.millrace.ingest.accounts.Belongings;
import io.millrace.ingest.accounts.Ending;
import io.millrace.ingest.expiry.ExpiryTarget.Verdict;
import io.millrace.storage.graph.Block;
import io.millrace.storage.graph.GraphEdge;
import io.millrace.storage.graph.GraphReads;
import java.time.Instant;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Whom an account that was closed follows and blocks, who follows it or asked to, and who blocks it. A million followers are
 * ended some at a time, in as many passes as that takes.
 */
public final class OwnedEdges implements Belongings {
    private final GraphReads reads;
    private final EdgeEnds edges;

    public OwnedEdges(GraphReads reads, EdgeEnds edges) {
        this.reads = reads;
        this.edges = edges;
    }

    @Override
    public Mono<Verdict> end(OwnerId owner, Instant at, int most) {
        Flux<Mono<Void>> ends = Flux.concat(
                reads.following(owner).map(edges::end),
                reads.blocked(owner).map(this::unblocked),
                reads.blockedBy(owner).map(this::unblocked),
                requests(owner, most).map(edges::end),
                reads.followers(owner, null, most).map(edges::end));
        return Ending.all(ends, end -> end.thenReturn(Ending.ENDED), most);
    }

    private Flux<GraphEdge> requests(OwnerId owner, int most) {
        return reads.requests(owner, null, most)
                .concatMap(follower -> reads.edge(follower, owner))
                .filter(edge -> edge.state() == Following.REQUESTED);
    }

    private Mono<Void> unblocked(Block block) {
        return edges.append(
                new BlockChanged(block.blocker(), block.blocked(), false, EdgeEnds.moment(block.since() + 1)));
    }

    /** The tables are empty by now. */
    @Override
    public Mono<Void> forget(OwnerId owner) {
        return Mono.empty();
    }
}
