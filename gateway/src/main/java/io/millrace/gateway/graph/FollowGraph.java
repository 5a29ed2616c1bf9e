package io.millrace.gateway.graph;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.graph.GraphEvent;
import io.millrace.contracts.graph.GraphEvent.BlockChanged;
import io.millrace.contracts.graph.GraphEvent.FollowChanged;
import io.millrace.gateway.graph.Relation.Kind;
import io.millrace.gateway.log.Freshness;
import io.millrace.gateway.log.GraphListener;
import io.millrace.storage.graph.GraphReads;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * How accounts stand to each other, from memory where that is allowed: what was read from the tables, and what the log told
 * lately, which the tables may not have yet. This gateway's own changes show at once, those of others within a second. Bounded
 * by weight; a miss is read once however many ask for it. Thread-safe.
 *
 * <p>What the log told is kept longer than what was read, so what was read from before a change is forgotten before the change
 * is. A gateway that is cut off from the log reads the tables every time: it must not show to somebody what they were blocked
 * from elsewhere.
 */
public final class FollowGraph implements GraphListener {
    private static final Duration REMEMBER_TOLD = Duration.ofMinutes(15);
    private static final Duration REMEMBER_READ = Duration.ofMinutes(10);

    /** What an event changes for whom. */
    private static final GraphEvent.Handler<Map<OwnerId, Relation>> CHANGES = new GraphEvent.Handler<>() {
        @Override
        public Map<OwnerId, Relation> follow(FollowChanged event) {
            return Map.of(
                    event.follower(), new Relation(Kind.FOLLOWS, event.followee(), event.state(), micros(event.at())));
        }

        @Override
        public Map<OwnerId, Relation> block(BlockChanged event) {
            long at = micros(event.at());
            return Map.of(
                    event.blocker(),
                    Relation.block(Kind.BLOCKS, event.blocked(), event.blocks(), at),
                    event.blocked(),
                    Relation.block(Kind.BLOCKED_BY, event.blocker(), event.blocks(), at));
        }
    };

    private final Function<OwnerId, Mono<Relations>> view;
    private final Freshness freshness;
    private final Cache<OwnerId, Relations> told;
    private final Cache<OwnerId, Relations> read;
    private final ConcurrentMap<OwnerId, Mono<Relations>> loading = new ConcurrentHashMap<>();

    /**
     * @param reads the tables
     * @param maxBytes how much heap may be taken; a quarter for what was told, the rest for what was read
     */
    public FollowGraph(GraphReads reads, Freshness freshness, long maxBytes) {
        this(new RelationsView(reads)::of, freshness, maxBytes);
    }

    FollowGraph(Function<OwnerId, Mono<Relations>> view, Freshness freshness, long maxBytes) {
        this.view = view;
        this.freshness = freshness;
        this.told = cache(maxBytes / 4, REMEMBER_TOLD);
        this.read = cache(maxBytes - maxBytes / 4, REMEMBER_READ);
    }

    private static Cache<OwnerId, Relations> cache(long maxBytes, Duration remember) {
        return Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .<OwnerId, Relations>weigher((account, relations) -> relations.bytes())
                .expireAfterWrite(remember)
                .build();
    }

    /** How that account stands to others; whoever is not known follows nobody. */
    public Mono<Relations> of(OwnerId account) {
        return Mono.defer(() -> {
            if (!freshness.isFresh()) {
                return view.apply(account).map(relations -> withTold(account, relations));
            }
            Relations held = read.getIfPresent(account);
            return held != null ? Mono.just(held) : loading.computeIfAbsent(account, this::load);
        });
    }

    private Mono<Relations> load(OwnerId account) {
        return view.apply(account)
                .map(relations -> {
                    read.put(account, relations);
                    // Asked after that: what is told from now on finds what was read.
                    Relations lately = told.getIfPresent(account);
                    Relations now = lately == null
                            ? read.getIfPresent(account)
                            : read.asMap().computeIfPresent(account, (key, before) -> before.with(lately));
                    return now == null ? withTold(account, relations) : now;
                })
                .doFinally(end -> loading.remove(account))
                .cache();
    }

    private Relations withTold(OwnerId account, Relations relations) {
        Relations lately = told.getIfPresent(account);
        return lately == null ? relations : relations.with(lately);
    }

    @Override
    public void happened(GraphEvent event) {
        event.accept(CHANGES).forEach(this::tell);
    }

    private void tell(OwnerId account, Relation relation) {
        Relations change = Relations.of(relation);
        told.asMap().merge(account, change, Relations::with);
        read.asMap().computeIfPresent(account, (key, before) -> before.with(change));
    }

    static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }
}
