package io.millrace.analytics.trending;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * The hours that are still counted in. A post belongs to the hour in which it was made, so editing an old one makes no tag trend.
 * What "now" is, two clocks must agree on, as in the counting of clicks: hours are dropped by the earlier of this machine's clock
 * and the newest record's.
 */
final class Hours {
    /** The gateway shows a day, the hour that is not over and the one that the day began in. */
    static final Duration KEPT = Duration.ofHours(26);

    private Hours() {}

    static Instant of(Instant moment) {
        return moment.truncatedTo(ChronoUnit.HOURS);
    }

    /** The first hour that is not dropped. */
    static Instant oldest(ProcessorContext<?, ?> context) {
        long now = Math.min(context.currentSystemTimeMs(), context.currentStreamTimeMs());
        return of(Instant.ofEpochMilli(now).minus(KEPT));
    }

    /** Begins the keys of everything that is stored for an hour; comes after those of the hours before. */
    static byte[] key(Instant hour) {
        return ByteBuffer.allocate(Long.BYTES).putLong(hour.getEpochSecond()).array();
    }
}
