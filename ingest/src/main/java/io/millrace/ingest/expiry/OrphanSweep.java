package io.millrace.ingest.expiry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.contracts.blobs.BlobKey;
import io.millrace.contracts.blobs.BlobRef;
import io.millrace.storage.blobs.BlobStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Holds the object store and the tables against each other. An object that nothing refers to is what an upload left behind that
 * never became a paste, or a purge that was killed: it is removed once it is older than a day, when no upload can still be under
 * way. A reference whose object is gone is a loss: it is reported, each time, and never tidied away. Each instance looks after its
 * own shards.
 */
public final class OrphanSweep implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(OrphanSweep.class);
    private static final int AT_ONCE = 8;

    private final Supplier<BlobStore> store;
    private final List<BlobOwner> owners;
    private final Duration interval;
    private final Duration grace;
    private final Counter removed;
    private final Counter missing;
    private volatile @Nullable Disposable running;

    /** @param store asked for only if there are owners */
    public OrphanSweep(
            Supplier<BlobStore> store, List<BlobOwner> owners, ExpiryProperties properties, MeterRegistry registry) {
        this.store = store;
        this.owners = List.copyOf(owners);
        this.interval = properties.orphanInterval();
        this.grace = properties.orphanGrace();
        this.removed = Counter.builder("millrace.blobs.orphans.removed")
                .description("Objects that nothing referred to and that were removed")
                .register(registry);
        this.missing = Counter.builder("millrace.blobs.missing")
                .description("References whose object is gone, counted in every sweep")
                .register(registry);
    }

    @Override
    public void start() {
        if (owners.isEmpty()) {
            return;
        }
        running = Mono.delay(interval)
                .then(Mono.defer(() -> sweep(Clock.systemUTC().instant().minus(grace))))
                .onErrorResume(error -> {
                    log.warn("The object store is held against the tables later: {}", error.toString());
                    return Mono.empty();
                })
                .repeat()
                .subscribe();
    }

    /** One pass over everything; removes only what was stored before that moment. */
    Mono<Void> sweep(Instant storedBefore) {
        return Flux.fromIterable(owners)
                .concatMap(owner -> removeOrphans(owner, storedBefore).then(reportMissing(owner)))
                .then();
    }

    private Mono<Void> removeOrphans(BlobOwner owner, Instant storedBefore) {
        return store.get()
                .list(owner.prefix())
                .filter(blob ->
                        blob.storedAt().isBefore(storedBefore) && owner.shards().isMine(owner.shard(blob.key())))
                .flatMap(blob -> removeOrphan(owner, blob.key()), AT_ONCE)
                .then();
    }

    /** The view is brought up to now only where it says that nothing refers to the object, which is seldom. */
    private Mono<Void> removeOrphan(BlobOwner owner, BlobKey key) {
        return isOwned(owner, key)
                .filter(owned -> !owned)
                .flatMap(orphan -> owner.shards().caughtUp(owner.shard(key)))
                .filter(caughtUp -> caughtUp)
                .flatMap(caughtUp -> isOwned(owner, key))
                .filter(owned -> !owned)
                .flatMap(orphan -> store.get().delete(key).doOnSuccess(done -> {
                    removed.increment();
                    log.info("Removed the object {}, which nothing referred to", key);
                }));
    }

    private static Mono<Boolean> isOwned(BlobOwner owner, BlobKey key) {
        return Mono.defer(() -> owner.owns(key));
    }

    private Mono<Void> reportMissing(BlobOwner owner) {
        return owner.references()
                .filter(ref -> owner.shards().isMine(owner.shard(ref.key())))
                .flatMap(ref -> report(owner, ref), AT_ONCE)
                .then();
    }

    /** What was deleted while this looked is no loss. */
    private Mono<Void> report(BlobOwner owner, BlobRef ref) {
        return exists(ref.key())
                .filter(there -> !there)
                .flatMap(gone -> isOwned(owner, ref.key()))
                .filter(owned -> owned)
                .doOnNext(lost -> {
                    missing.increment();
                    log.error("The object {} is gone, though something refers to it: its bytes are lost", ref.key());
                })
                .then();
    }

    private Mono<Boolean> exists(BlobKey key) {
        return store.get().list(key.value()).any(blob -> blob.key().equals(key));
    }

    @Override
    public void stop() {
        Disposable ending = running;
        if (ending != null) {
            running = null;
            ending.dispose();
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }
}
