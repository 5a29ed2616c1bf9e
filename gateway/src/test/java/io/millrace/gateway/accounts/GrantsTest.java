package io.millrace.gateway.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class GrantsTest {
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
    private static final Duration IDLE = Duration.ofDays(7);
    private static final Duration LONGEST = Duration.ofDays(30);

    private final Grants grants =
            new Grants(null, null, null, new SessionSettings(IDLE, LONGEST), Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void aSessionEndsWhenItWasNotUsedForLong() {
        assertThat(grants.life(NOW, NOW)).isEqualTo(IDLE);
        assertThat(grants.life(NOW.minus(IDLE), NOW.minus(IDLE)).isNegative()).isFalse();
        assertThat(grants.life(NOW.minus(IDLE), NOW.minus(IDLE).minusMillis(1)).isNegative())
                .isTrue();
    }

    @Test
    void aSessionEndsAfterItsLongestTimeHoweverMuchItIsUsed() {
        assertThat(grants.life(NOW.minus(Duration.ofDays(29)), NOW)).isEqualTo(Duration.ofDays(1));
        assertThat(grants.life(NOW.minus(LONGEST).minusMillis(1), NOW).isNegative())
                .isTrue();
    }
}
