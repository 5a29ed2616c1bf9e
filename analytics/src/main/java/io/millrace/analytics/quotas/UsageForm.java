package io.millrace.analytics.quotas;

import io.millrace.contracts.event.EventCodec;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.event.Json;
import io.millrace.contracts.usage.Usage;
import io.millrace.streams.writeback.StoredForm;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import tools.jackson.databind.ObjectReader;

/** Counts are stored as the usages that they became: written once, they are state and event both. */
final class UsageForm implements StoredForm<UsageKey, UsageCount> {
    private static final EventCodec<Usage> CODEC = new EventCodec<>(EventFamily.USAGE);
    private static final ObjectReader READER = Json.MAPPER.readerFor(Usage.class);

    private final int firstPart;
    private final Clock clock;

    /** @param firstPart the part of the topic's partition 0; the others follow */
    UsageForm(int firstPart, Clock clock) {
        this.firstPart = firstPart;
        this.clock = clock;
    }

    @Override
    public byte[] key(UsageKey key) {
        return key.toBytes();
    }

    @Override
    public byte[] value(UsageKey key, UsageCount count, int partition) {
        long revision = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
        return CODEC.value(new Usage(
                key.owner(), key.hour(), firstPart + partition, revision, count.creations, 0, count.storedBytes));
    }

    @Override
    public UsageCount read(byte[] value) {
        Usage usage = READER.readValue(value);
        UsageCount count = new UsageCount();
        count.creations = usage.creations();
        count.storedBytes = usage.storedBytes();
        return count;
    }

    @Override
    public UsageCount fresh() {
        return new UsageCount();
    }
}
