package io.millrace.storage.telemetry;

import io.millrace.contracts.telemetry.Grain;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/** How a subject's rollups are cut by time: the hours of a day, the days of a month. */
final class RollupBuckets {
    private RollupBuckets() {}

    static Instant of(Grain grain, Instant start) {
        Instant day = start.truncatedTo(ChronoUnit.DAYS);
        return grain == Grain.HOUR
                ? day
                : LocalDate.ofInstant(day, ZoneOffset.UTC)
                        .withDayOfMonth(1)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant();
    }

    /** The buckets that hold what starts in the range, in rising order. */
    static List<Instant> between(Grain grain, Instant from, Instant to) {
        return Stream.iterate(of(grain, from), bucket -> bucket.isBefore(to), bucket -> next(grain, bucket))
                .toList();
    }

    private static Instant next(Grain grain, Instant bucket) {
        return of(grain, bucket.plus(grain == Grain.HOUR ? 1 : 31, ChronoUnit.DAYS));
    }
}
