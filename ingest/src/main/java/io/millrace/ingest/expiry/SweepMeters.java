package io.millrace.ingest.expiry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** What operators see of the purge of one kind. */
final class SweepMeters {
    private final Counter purged;
    private final Counter failed;
    /** The oldest reminder under way in each shard, in milliseconds since the epoch. */
    private final ConcurrentMap<Integer, Long> oldest = new ConcurrentHashMap<>();

    SweepMeters(String kind, MeterRegistry registry) {
        purged = Counter.builder("millrace.expiry.purged")
                .description("Things that had expired and were purged")
                .tag("kind", kind)
                .register(registry);
        failed = Counter.builder("millrace.expiry.failed")
                .description("Things that could not be purged and are looked at again later")
                .tag("kind", kind)
                .register(registry);
        Gauge.builder("millrace.expiry.delay", this, SweepMeters::delaySeconds)
                .description("How long the oldest thing that is being purged has been due")
                .baseUnit("seconds")
                .tag("kind", kind)
                .register(registry);
    }

    void purged() {
        purged.increment();
    }

    void failed() {
        failed.increment();
    }

    void at(int shard, Instant due) {
        oldest.put(shard, due.toEpochMilli());
    }

    void done(int shard) {
        oldest.remove(shard);
    }

    private double delaySeconds() {
        long now = System.currentTimeMillis();
        return oldest.values().stream().mapToLong(due -> now - due).max().orElse(0) / 1e3;
    }
}
