package io.millrace.gateway.graph;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.graph.GraphEvent.Following;
import io.millrace.gateway.accounts.Exported;
import io.millrace.storage.graph.GraphEdge;
import io.millrace.storage.graph.GraphReads;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Whom an owner follows or asked to follow, who follows them, and whom they block; who blocks them is not told. */
final class GraphExport implements Exported {
    private static final int PAGE = 1_000;

    private final GraphReads reads;

    GraphExport(GraphReads reads) {
        this.reads = reads;
    }

    /** @param state {@code following} or {@code requested} */
    private record Follow(OwnerId userName, String state, Instant since) {}

    private record Follower(OwnerId userName, Instant since) {}

    private record Blocked(OwnerId userName, Instant since) {}

    @Override
    public Flux<ByteBuffer> of(OwnerId owner) {
        return Flux.concat(
                reads.following(owner)
                        .map(edge -> Exported.line(
                                "follow", new Follow(edge.followee(), state(edge.state()), moment(edge.since())))),
                followers(owner)
                        .map(edge -> Exported.line("follower", new Follower(edge.follower(), moment(edge.since())))),
                reads.blocked(owner)
                        .map(block -> Exported.line("block", new Blocked(block.blocked(), moment(block.since())))));
    }

    /** A page after the other, because there may be very many. */
    private Flux<GraphEdge> followers(OwnerId owner) {
        return reads.followers(owner, null, PAGE)
                .collectList()
                .expand(page -> page.size() < PAGE
                        ? Mono.<List<GraphEdge>>empty()
                        : reads.followers(owner, page.get(PAGE - 1).follower(), PAGE)
                                .collectList())
                .concatMapIterable(page -> page, 1);
    }

    /** That a feed is not written for who is away is nothing that people see. */
    private static String state(Following state) {
        return state.follows() ? "following" : "requested";
    }

    private static Instant moment(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
