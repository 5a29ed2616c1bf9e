package io.millrace.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FreshnessTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 7);
    private final Freshness freshness = new Freshness(now::get);

    @Test
    void aNewGatewayMayServePublicLinksButProvesNothing() {
        assertThat(freshness.isFresh()).isFalse();
        assertThat(freshness.isBearable()).isTrue();
    }

    @Test
    void itIsFreshForTwoSecondsAfterTheLastProofAndBearableForTenMinutes() {
        freshness.proven(now.get());
        assertThat(freshness.isFresh()).isTrue();
        pass(Freshness.LIMIT.minusNanos(1));
        assertThat(freshness.isFresh()).isTrue();
        pass(Duration.ofNanos(1));
        assertThat(freshness.isFresh()).isFalse();
        assertThat(freshness.isBearable()).isTrue();
        assertThat(freshness.age()).isEqualTo(Freshness.LIMIT);
        pass(Freshness.GRACE.minus(Freshness.LIMIT));
        assertThat(freshness.isBearable()).isFalse();
        freshness.proven(now.get());
        assertThat(freshness.isFresh()).isTrue();
        assertThat(freshness.isBearable()).isTrue();
    }

    /** A tick is as old as its sending: one that was held up on its way proves nothing of the time since. */
    @Test
    void aProofThatComesLateIsOldAlready() {
        long sent = now.get();
        pass(Freshness.LIMIT);
        freshness.proven(sent);
        assertThat(freshness.isFresh()).isFalse();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
