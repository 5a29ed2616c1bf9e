package io.millrace.analytics.trending;

import io.millrace.contracts.event.EventCodec;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.event.Json;
import io.millrace.contracts.trending.TrendingTags;
import io.millrace.streams.writeback.StoredForm;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import tools.jackson.databind.ObjectReader;

/** Rankings are stored as the events that they become: written once, they are state and event both. */
final class RankingForm implements StoredForm<Instant, Ranking> {
    private static final EventCodec<TrendingTags> CODEC = new EventCodec<>(EventFamily.TRENDING);
    private static final ObjectReader READER = Json.MAPPER.readerFor(TrendingTags.class);

    private final Clock clock;

    RankingForm(Clock clock) {
        this.clock = clock;
    }

    /** Reads a ranking as it is stored. */
    static TrendingTags tags(byte[] value) {
        return READER.readValue(value);
    }

    @Override
    public byte[] key(Instant hour) {
        return Hours.key(hour);
    }

    @Override
    public byte[] value(Instant hour, Ranking ranking, int partition) {
        ranking.revise(ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()));
        return CODEC.value(new TrendingTags(hour, partition, ranking.revision(), ranking.tags(), ranking.unlisted()));
    }

    @Override
    public Ranking read(byte[] value) {
        return Ranking.of(tags(value));
    }

    @Override
    public Ranking fresh() {
        return new Ranking();
    }
}
