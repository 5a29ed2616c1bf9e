package io.millrace.gateway.pastes;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.millrace.contracts.links.LinkKey;
import io.millrace.contracts.pastes.Paste;
import io.millrace.contracts.pastes.PasteEvent;
import io.millrace.gateway.log.Freshness;
import io.millrace.gateway.log.PastesListener;
import io.millrace.storage.pastes.PasteReads;
import io.millrace.storage.pastes.StoredPaste;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Pastes with their short texts, from memory where that is allowed: what the log told lately, which the view may not have yet,
 * and what was read from the view. Bounded by weight; a miss is read once however many ask for it. Thread-safe.
 *
 * <p>What the log told is kept longer than what was read, so a read that brought a state from before a change is forgotten
 * before the change is. Deletions are kept apart from texts, so that no flood of new pastes can push them out.
 */
public final class RecentPastes implements PastesListener {
    private static final Duration REMEMBER_TOLD = Duration.ofMinutes(15);
    private static final Duration REMEMBER_READ = Duration.ofMinutes(10);
    private static final long MAX_DELETED = 100_000;
    private static final Duration REMEMBER_UNKNOWN = Duration.ofSeconds(10);
    private static final long MAX_UNKNOWN = 100_000;
    /** What an entry costs beside its texts: the paste, its times and ids, and the cache's node. */
    private static final int OVERHEAD = 700;

    private final Function<LinkKey, Mono<StoredPaste>> view;
    private final Freshness freshness;
    private final Cache<LinkKey, StoredPaste> told;
    private final Cache<LinkKey, StoredPaste> read;
    private final Cache<LinkKey, StoredPaste> deleted = Caffeine.newBuilder()
            .maximumSize(MAX_DELETED)
            .expireAfterWrite(REMEMBER_TOLD)
            .build();
    private final Cache<LinkKey, Boolean> unknown = Caffeine.newBuilder()
            .maximumSize(MAX_UNKNOWN)
            .expireAfterWrite(REMEMBER_UNKNOWN)
            .build();
    private final ConcurrentMap<LinkKey, Mono<StoredPaste>> loading = new ConcurrentHashMap<>();

    /**
     * @param reads the view
     * @param maxBytes how much heap the pastes may take; half for what was told, half for what was read
     */
    public RecentPastes(PasteReads reads, Freshness freshness, long maxBytes) {
        this(reads::find, freshness, maxBytes);
    }

    RecentPastes(Function<LinkKey, Mono<StoredPaste>> view, Freshness freshness, long maxBytes) {
        this.view = view;
        this.freshness = freshness;
        this.told = cache(maxBytes / 2, REMEMBER_TOLD);
        this.read = cache(maxBytes / 2, REMEMBER_READ);
    }

    private static Cache<LinkKey, StoredPaste> cache(long maxBytes, Duration remember) {
        return Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .<LinkKey, StoredPaste>weigher((key, stored) -> weight(stored.paste()))
                .expireAfterWrite(remember)
                .build();
    }

    private static int weight(Paste paste) {
        String text = paste.text().inline();
        int length = text == null ? 0 : text.length();
        // A character takes one byte where all are Latin-1, as those of ASCII certainly are, else two.
        boolean ascii = length == paste.text().size();
        return OVERHEAD + (ascii ? length : 2 * length) + 30 * paste.allow().size();
    }

    /** The paste with this key, also if it is deleted or expired; empty if there never was one. */
    public Mono<StoredPaste> find(LinkKey key) {
        return Mono.defer(() -> {
            if (!freshness.isBearable()) {
                return view.apply(key);
            }
            StoredPaste held = held(key);
            if (held != null) {
                return Mono.just(held);
            }
            return unknown.getIfPresent(key) == null ? loading.computeIfAbsent(key, this::load) : Mono.empty();
        });
    }

    /** What is held of the key; null says nothing about whether it exists. */
    @Nullable
    StoredPaste held(LinkKey key) {
        StoredPaste known = deleted.getIfPresent(key);
        if (known == null) {
            known = told.getIfPresent(key);
        }
        return known != null ? known : read.getIfPresent(key);
    }

    private Mono<StoredPaste> load(LinkKey key) {
        return view.apply(key)
                .map(stored -> {
                    read.put(key, stored);
                    StoredPaste now = held(key);
                    return now == null ? stored : now;
                })
                .switchIfEmpty(Mono.fromSupplier(() -> missed(key)))
                .doFinally(end -> loading.remove(key))
                .cache();
    }

    private @Nullable StoredPaste missed(LinkKey key) {
        unknown.put(key, true);
        // Asked after that, so that a paste that arrives now is not passed over for ten seconds.
        StoredPaste arrived = held(key);
        if (arrived != null) {
            unknown.invalidate(key);
        }
        return arrived;
    }

    @Override
    public void happened(PasteEvent event) {
        StoredPaste state =
                new StoredPaste(event.paste(), event instanceof PasteEvent.PasteDeleted gone ? gone.deletedAt() : null);
        if (state.isDeleted()) {
            deleted.put(event.key(), state);
            told.invalidate(event.key());
        } else {
            told.asMap().merge(event.key(), state, RecentPastes::later);
        }
        read.invalidate(event.key());
        unknown.invalidate(event.key());
    }

    /** A key is never given out again, so versions alone tell the order. */
    private static StoredPaste later(StoredPaste one, StoredPaste other) {
        return one.paste().version() >= other.paste().version() ? one : other;
    }
}
