package io.millrace.ingest.trending;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contracts.trending.TrendingTags;
import io.millrace.infra.testing.SharedRuntime;
import io.millrace.storage.Cassandra;
import io.millrace.storage.CassandraSettings;
import io.millrace.storage.trending.TrendingReads;
import io.millrace.storage.trending.TrendingWrites;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the table of trending tags holds, on a real database, whatever comes again or late. */
class TrendingProjectionTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Instant HOUR = Instant.parse("2026-03-04T05:00:00Z");

    @Test
    void theLastListOfEachPartStaysWhateverComesAgainOrLate() {
        try (Cassandra cassandra = Cassandra.connect(
                CassandraSettings.of(SharedRuntime.engines().cassandra(), SharedRuntime.emptyKeyspace()))) {
            TrendingProjection projection = new TrendingProjection(new TrendingWrites(cassandra));
            TrendingTags first = list(0, 1, new TrendingTags.Tag("rain", 5), new TrendingTags.Tag("tea", 1));
            TrendingTags second = list(0, 2, new TrendingTags.Tag("rain", 4));
            projection.apply(List.of(second, first)).block(LIMIT);
            projection
                    .apply(List.of(first, list(1, 1, new TrendingTags.Tag("sun", 2))))
                    .block(LIMIT);

            TrendingReads reads = new TrendingReads(cassandra);
            assertThat(reads.of(HOUR).block(LIMIT)).isEqualTo(Map.of("rain", 4L, "sun", 2L));
            assertThat(reads.of(HOUR.plus(Duration.ofHours(1))).block(LIMIT)).isEmpty();
        }
    }

    private static TrendingTags list(int part, long revision, TrendingTags.Tag... tags) {
        return new TrendingTags(HOUR, part, revision, List.of(tags), 0);
    }
}
