package io.millrace.gateway.quotas;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What each account may use, and how fast anybody may come. 0 is no limit.
 *
 * @param period the rolling period of creations and redirects, 1 to 24 hours
 * @param creations how many links, pastes and other things an account may make in it
 * @param redirects how often an account's links may be followed in it
 * @param storedBytes how much an account may have stored
 * @param rate how many requests a second each API key and each address may make over time; this machine may make any number
 * @param burst how many of them at once
 */
@ConfigurationProperties("millrace.quotas")
record QuotaSettings(
        @DefaultValue("24h") Duration period,
        @DefaultValue("0") long creations,
        @DefaultValue("0") long redirects,
        @DefaultValue("0") long storedBytes,
        @DefaultValue("50") int rate,
        @DefaultValue("500") int burst) {

    QuotaSettings {
        if (period.compareTo(Duration.ofHours(1)) < 0 || period.compareTo(Duration.ofHours(24)) > 0) {
            throw new IllegalArgumentException("millrace.quotas.period is 1h to 24h, not " + period);
        }
        if (creations < 0 || redirects < 0 || storedBytes < 0 || rate < 0 || burst < 0) {
            throw new IllegalArgumentException("millrace.quotas: a limit is 0, for none, or positive");
        }
        if (rate > 0 && burst < 1) {
            throw new IllegalArgumentException("millrace.quotas.burst is at least 1 where there is a rate");
        }
    }
}
