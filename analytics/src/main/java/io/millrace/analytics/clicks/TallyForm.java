package io.millrace.analytics.clicks;

import io.millrace.contracts.event.EventCodec;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.event.Json;
import io.millrace.contracts.telemetry.Rollup;
import io.millrace.streams.writeback.StoredForm;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import tools.jackson.databind.ObjectReader;

/** Tallies are stored as the rollups that they became: written once, they are state and event both. */
final class TallyForm implements StoredForm<TallyKey, Tally> {
    private static final EventCodec<Rollup> CODEC = new EventCodec<>(EventFamily.ROLLUPS);
    private static final ObjectReader READER = Json.MAPPER.readerFor(Rollup.class);

    private final Clock clock;

    TallyForm(Clock clock) {
        this.clock = clock;
    }

    @Override
    public byte[] key(TallyKey key) {
        return key.toBytes();
    }

    @Override
    public byte[] value(TallyKey key, Tally tally, int partition) {
        return CODEC.value(tally.next(key, partition, ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant())));
    }

    @Override
    public Tally read(byte[] value) {
        return Tally.from(READER.readValue(value));
    }

    @Override
    public Tally fresh() {
        return new Tally();
    }
}
