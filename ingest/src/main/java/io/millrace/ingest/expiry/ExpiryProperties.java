package io.millrace.ingest.expiry;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How what has expired is purged. It is not served from the moment at which it expires, whatever these say.
 *
 * @param interval how often each shard is looked at
 * @param grace how long after its end a link or a paste is purged: longer than it takes until an edit that was accepted before
 *     the end is in the log, whatever the clocks say
 * @param purgesPerSecond how many things an instance purges in a second at most
 * @param orphanInterval how often the object store and the tables are held against each other
 * @param orphanGrace how old an object that nothing refers to must be to be removed: longer than any upload takes, from its
 *     first byte until the log has its event
 */
@ConfigurationProperties("millrace.expiry")
public record ExpiryProperties(
        @DefaultValue("5s") Duration interval,
        @DefaultValue("10m") Duration grace,
        @DefaultValue("200") int purgesPerSecond,
        @DefaultValue("24h") Duration orphanInterval,
        @DefaultValue("24h") Duration orphanGrace) {

    public ExpiryProperties {
        if (interval.toMillis() < 10 || orphanInterval.toMillis() < 10) {
            throw new IllegalArgumentException(
                    "millrace.expiry.interval and orphan-interval must be at least 10ms, for example 5s");
        }
        if (grace.isNegative()) {
            throw new IllegalArgumentException("millrace.expiry.grace must not be negative, for example 10m");
        }
        if (orphanGrace.isNegative()) {
            throw new IllegalArgumentException(
                    "millrace.expiry.orphan-grace must not be negative; 24h is well above what any upload takes");
        }
        if (purgesPerSecond < 1) {
            throw new IllegalArgumentException("millrace.expiry.purges-per-second must be at least 1");
        }
    }

    /** How many things that are purged together, such as all that a closed account had, are purged in one pass. */
    public int purgesPerPass() {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, purgesPerSecond * interval.toMillis() / 1_000));
    }
}
