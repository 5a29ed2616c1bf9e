package io.millrace.gateway.redirect;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import io.millrace.contracts.links.Link;
import io.millrace.contracts.links.LinkKey;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The links that this gateway can redirect without a read. Bounded by weight; a miss is read once however many ask for it,
 * and what is found to be unknown is remembered for a short while. Thread-safe.
 *
 * <p>The view that misses are read from lags behind the log. So what the log said lately (edits and deletions) is kept
 * apart for longer than that view may lag, and a read that brings an earlier state loses against it.
 */
public final class RedirectCache {
    private static final Duration REMEMBER_UNKNOWN = Duration.ofSeconds(10);
    private static final long MAX_UNKNOWN = 100_000;
    private static final Duration REMEMBER_CHANGES = Duration.ofMinutes(15);
    private static final long MAX_CHANGES = 100_000;
    private static final int MAX_LOADS = 512;
    private static final Lookup UNKNOWN = new Lookup.Unknown();
    private static final Lookup DELETED = new Lookup.Deleted();

    private final LinkSource source;
    private final Clock clock;
    private final Cache<String, CachedLink> links;
    private final ConcurrentMap<String, CachedLink> linksByKey;
    private final ConcurrentMap<String, CachedLink> changes;
    private final Cache<String, Boolean> unknown;
    private final ConcurrentMap<String, Mono<Lookup>> loading = new ConcurrentHashMap<>();
    private final Semaphore loads = new Semaphore(MAX_LOADS);

    /** Too many links are being read already. */
    public static final class Overloaded extends RuntimeException {
        Overloaded() {
            super("Too many links are being read at once", null, false, false);
        }
    }

    /**
     * @param source where misses are read
     * @param maxBytes how much heap the links may take
     */
    public RedirectCache(LinkSource source, long maxBytes, Clock clock) {
        this.source = source;
        this.clock = clock;
        this.links = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .<String, CachedLink>weigher((key, link) -> link.weight(key))
                .build();
        this.linksByKey = links.asMap();
        this.changes = Caffeine.newBuilder()
                .maximumSize(MAX_CHANGES)
                .expireAfterWrite(REMEMBER_CHANGES)
                .<String, CachedLink>build()
                .asMap();
        this.unknown = Caffeine.newBuilder()
                .maximumSize(MAX_UNKNOWN)
                .expireAfterWrite(REMEMBER_UNKNOWN)
                .build();
    }

    /** Takes in a link's state from the log, or from a write that this gateway has just appended. Earlier states than the one it has are ignored. */
    public void put(Link link) {
        CachedLink state = CachedLink.of(link);
        String key = link.key().value();
        if (link.version() > 1) {
            changes.merge(key, state, CachedLink::later);
        }
        linksByKey.merge(key, state, CachedLink::later);
        unknown.invalidate(key);
    }

    /** Takes in that a link was deleted. */
    public void remove(LinkKey key) {
        CachedLink gone = CachedLink.deleted(clock.instant());
        changes.merge(key.value(), gone, CachedLink::later);
        linksByKey.merge(key.value(), gone, CachedLink::later);
    }

    /**
     * What is known of the key, read if it must be.
     *
     * @return an answer; {@link Overloaded} or the source's error if the key is not held and cannot be read, which never
     *     means that it is unknown
     */
    public Mono<Lookup> find(LinkKey key) {
        return Mono.defer(() -> {
            CachedLink held = peek(key.value());
            if (held != null) {
                return Mono.just(answer(held));
            }
            if (unknown.getIfPresent(key.value()) != null) {
                return Mono.just(UNKNOWN);
            }
            return read(key);
        });
    }

    /** What the source says of the key, whatever is held: for a gateway that no longer hears of changes. */
    Mono<Lookup> read(LinkKey key) {
        return loading.computeIfAbsent(key.value(), k -> load(key));
    }

    /** What is held of the key; null says nothing about whether it exists. */
    @Nullable
    CachedLink peek(String key) {
        return links.getIfPresent(key);
    }

    /** How many links are held, about. */
    public long size() {
        return links.estimatedSize();
    }

    /** Hits, misses and evictions since the start. */
    CacheStats stats() {
        return links.stats();
    }

    private Mono<Lookup> load(LinkKey key) {
        return Mono.defer(() -> {
                    if (!loads.tryAcquire()) {
                        return Mono.error(new Overloaded());
                    }
                    return source.load(key).doFinally(end -> loads.release());
                })
                .map(read -> answer(keep(key.value(), read)))
                .switchIfEmpty(Mono.fromSupplier(() -> miss(key.value())))
                .doFinally(end -> loading.remove(key.value()))
                .cache();
    }

    private CachedLink keep(String key, CachedLink read) {
        CachedLink change = changes.get(key);
        CachedLink state = change == null ? read : CachedLink.later(change, read);
        CachedLink kept = linksByKey.merge(key, state, CachedLink::later);
        return kept == null ? state : kept;
    }

    private Lookup miss(String key) {
        CachedLink arrived = peek(key);
        if (arrived == null) {
            arrived = changes.get(key);
        }
        if (arrived != null) {
            return answer(arrived);
        }
        unknown.put(key, Boolean.TRUE);
        return UNKNOWN;
    }

    private static Lookup answer(CachedLink link) {
        return link.isDeleted() ? DELETED : new Lookup.Found(link);
    }
}
