package io.millrace.gateway.media;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.millrace.contracts.posts.Media;
import io.millrace.contracts.posts.MediaEvent;
import io.millrace.contracts.posts.MediaId;
import io.millrace.gateway.log.Freshness;
import io.millrace.gateway.log.MediaListener;
import io.millrace.storage.media.StoredMedia;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * States of photos and videos, from memory where that is allowed: what the log told lately, which the view may not have yet,
 * and what was read from the view. Bounded; thread-safe.
 */
final class RecentMedia implements MediaListener {
    /** Some 1.5 KB each, most of it the names and hashes of renditions. */
    private static final long MAX_TOLD = 10_000;

    private static final long MAX_READ = 20_000;
    /** Longer than the view is ever behind; a state that was read is forgotten before what was told of it. */
    private static final Duration REMEMBER_TOLD = Duration.ofMinutes(15);

    private static final Duration REMEMBER_READ = Duration.ofMinutes(10);

    private final Function<MediaId, Mono<StoredMedia>> view;
    private final Freshness freshness;
    private final Cache<MediaId, StoredMedia> told = cache(MAX_TOLD, REMEMBER_TOLD);
    private final Cache<MediaId, StoredMedia> read = cache(MAX_READ, REMEMBER_READ);

    RecentMedia(Function<MediaId, Mono<StoredMedia>> view, Freshness freshness) {
        this.view = view;
        this.freshness = freshness;
    }

    private static Cache<MediaId, StoredMedia> cache(long most, Duration remember) {
        return Caffeine.newBuilder()
                .maximumSize(most)
                .expireAfterWrite(remember)
                .build();
    }

    /** The photo or video with this id; empty if there is none, or none any more. */
    Mono<Media> find(MediaId id) {
        return Mono.defer(() -> {
                    StoredMedia known = known(id);
                    return known == null ? load(id) : Mono.just(known);
                })
                .filter(stored -> !stored.isDeleted())
                .map(StoredMedia::media);
    }

    /** What is known for certain; what was read may have changed where the log has not been heard. */
    private @Nullable StoredMedia known(MediaId id) {
        StoredMedia known = told.getIfPresent(id);
        return known != null || !freshness.isBearable() ? known : read.getIfPresent(id);
    }

    private Mono<StoredMedia> load(MediaId id) {
        return view.apply(id)
                .doOnNext(stored -> read.put(id, stored))
                .map(stored -> later(stored, told.getIfPresent(id)))
                .switchIfEmpty(Mono.fromSupplier(() -> told.getIfPresent(id)));
    }

    @Override
    public void happened(MediaEvent event) {
        StoredMedia state =
                new StoredMedia(event.media(), event instanceof MediaEvent.MediaDeleted gone ? gone.at() : null);
        told.asMap().merge(event.media().id(), state, RecentMedia::later);
        read.invalidate(event.media().id());
    }

    /** It is uploaded, then ready or failed, then deleted, and never goes back. */
    private static StoredMedia later(StoredMedia one, @Nullable StoredMedia other) {
        return other == null || place(one) > place(other) ? one : other;
    }

    private static int place(StoredMedia stored) {
        return stored.isDeleted() ? Integer.MAX_VALUE : stored.media().state().ordinal();
    }
}
