package io.millrace.ingest.graph;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.graph.GraphEvent.Following;
import io.millrace.ingest.accounts.OpenedAccounts;
import io.millrace.ingest.expiry.ExpiryTarget;
import io.millrace.ingest.log.Shards;
import io.millrace.storage.accounts.AccountReads;
import io.millrace.storage.graph.GraphReads;
import java.time.Instant;
import reactor.core.publisher.Mono;

/**
 * Grants what is left of requests to follow an account that does not approve its followers any more. It is looked at twice: a
 * gateway that had not heard of it may still have taken a request.
 */
public final class Admissions implements ExpiryTarget {
    private static final int AT_ONCE = 32;

    private final Shards shards;
    private final AccountReads accounts;
    private final GraphReads reads;
    private final EdgeEnds edges;
    private final int most;

    /** @param most how many to grant in a pass of the sweep */
    public Admissions(Shards shards, AccountReads accounts, GraphReads reads, EdgeEnds edges, int most) {
        this.shards = shards;
        this.accounts = accounts;
        this.reads = reads;
        this.edges = edges;
        this.most = most;
    }

    @Override
    public String kind() {
        return OpenedAccounts.KIND;
    }

    @Override
    public Shards shards() {
        return shards;
    }

    @Override
    public Mono<Verdict> purge(String id, Instant now) {
        return accounts.find(new OwnerId(id))
                .filter(stored -> !stored.isDeleted() && !stored.account().approvesFollowers())
                .flatMap(stored -> grant(stored.account().name()))
                .defaultIfEmpty(Verdict.NOTHING_DUE);
    }

    private Mono<Verdict> grant(OwnerId followee) {
        return reads.requests(followee, null, most)
                .flatMap(follower -> reads.edge(follower, followee), AT_ONCE)
                .filter(edge -> edge.state() == Following.REQUESTED)
                .flatMap(edge -> edges.approve(edge).thenReturn(edge), AT_ONCE)
                .count()
                .map(granted -> granted < most ? Verdict.PURGED : Verdict.MORE);
    }
}
