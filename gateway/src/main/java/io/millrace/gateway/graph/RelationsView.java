package io.millrace.gateway.graph;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.storage.graph.GraphReads;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;

/** How an account stands to others, as the tables have it. */
final class RelationsView {
    /** Of an account that more block than this the others are looked up one by one. */
    static final int MOST_BLOCKERS = 10_000;

    private final GraphReads reads;

    RelationsView(GraphReads reads) {
        this.reads = reads;
    }

    Mono<Relations> of(OwnerId account) {
        // What ended too: the log may tell later of what was decided before that, and it must not be taken for news.
        Mono<List<Relation>> follows =
                reads.followingOrEnded(account).map(Relation::of).collectList();
        Mono<List<Relation>> blocks =
                reads.blocked(account).map(Relation::blocks).collectList();
        Mono<List<Relation>> blockedBy = reads.blockedBy(account)
                .map(Relation::blockedBy)
                .take(MOST_BLOCKERS + 1)
                .collectList();
        return Mono.zip(follows, blocks, blockedBy).map(read -> {
            List<Relation> all = new ArrayList<>(read.getT1());
            all.addAll(read.getT2());
            all.addAll(read.getT3());
            return Relations.of(all, read.getT3().size() <= MOST_BLOCKERS);
        });
    }
}
