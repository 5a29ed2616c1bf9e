package io.millrace.ingest.log;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;

/** What operators see of one projection. */
final class ProjectionMeters {
    private final Counter records;
    private final Counter deadLetters;
    private final Counter waits;
    private final AtomicLong delayMillis = new AtomicLong();
    /** When the oldest record that is under way was appended; 0 while none is. */
    private final AtomicLong underWay = new AtomicLong();

    ProjectionMeters(String projection, MeterRegistry registry) {
        records = Counter.builder("millrace.ingest.records")
                .description("Records applied to the view")
                .tag("projection", projection)
                .register(registry);
        deadLetters = Counter.builder("millrace.ingest.dead.letters")
                .description("Records that could not be read or applied")
                .tag("projection", projection)
                .register(registry);
        waits = Counter.builder("millrace.ingest.waits")
                .description("Times that the database did not answer and the same records were tried again")
                .tag("projection", projection)
                .register(registry);
        Gauge.builder("millrace.ingest.delay", this, ProjectionMeters::delaySeconds)
                .description("How long the last applied record had been on the log, or one that still waits if longer")
                .baseUnit("seconds")
                .tag("projection", projection)
                .register(registry);
    }

    /** The records of a poll are being applied. */
    void begun(long oldestTimestamp) {
        underWay.set(oldestTimestamp);
    }

    void ended() {
        underWay.set(0);
    }

    private double delaySeconds() {
        long since = underWay.get();
        long waiting = since == 0 ? 0 : System.currentTimeMillis() - since;
        return Math.max(delayMillis.get(), waiting) / 1e3;
    }

    void applied(int count, long timestamp) {
        records.increment(count);
        delayMillis.set(Math.max(0, System.currentTimeMillis() - timestamp));
    }

    void buried() {
        deadLetters.increment();
    }

    void waiting() {
        waits.increment();
    }
}
