package io.millrace.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.feed.Seen;
import io.millrace.gateway.feed.Followees.Way;
import io.millrace.storage.feed.Reader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class PresenceTest {
    private static final OwnerId ADA = new OwnerId("ada");
    private static final OwnerId GRACE = new OwnerId("grace");
    private static final OwnerId ALAN = new OwnerId("alan");
    private static final Instant BEGIN = Instant.parse("2026-03-04T12:00:00Z");
    private static final Way AWAKE = new Way(false, BEGIN.minus(Duration.ofDays(30)));
    private static final Way ASLEEP = new Way(true, BEGIN.minus(Duration.ofDays(30)));

    private final MovableClock clock = new MovableClock();
    private final List<Seen> told = new ArrayList<>();
    private @Nullable Reader known = new Reader(BEGIN.minus(Duration.ofDays(1)), null);
    private boolean logIsAway;
    private final Presence presence =
            new Presence(reader -> Mono.justOrEmpty(known), this::append, Duration.ofDays(14), clock);

    @Test
    void theLogIsToldOnceADay() {
        assertThat(reads(Map.of(GRACE, AWAKE))).isEmpty();
        for (int hour = 0; hour < 48; hour++) {
            clock.now = clock.now.plus(Duration.ofHours(1));
            reads(Map.of(GRACE, AWAKE));
        }

        assertThat(told).hasSize(3).startsWith(new Seen(ADA, BEGIN));
    }

    /** Otherwise somebody who is there all the time would be put to sleep again and again. */
    @Test
    void theLogIsToldWellWithinTheTimeAfterWhichReadersAreIdle() {
        Duration idle = Duration.ofSeconds(32);
        Presence shortly = new Presence(reader -> Mono.justOrEmpty(known), this::append, idle, clock);
        Followees followees = new Followees(ADA, Map.of(GRACE, AWAKE));
        for (int second = 0; second < 32; second++) {
            shortly.reads(followees).block(Duration.ofSeconds(10));
            clock.now = clock.now.plusSeconds(1);
        }
        assertThat(told).hasSize(16);

        shortly.reads(new Followees(ADA, Map.of(GRACE, ASLEEP))).block(Duration.ofSeconds(10));
        clock.now = clock.now.plusSeconds(3);
        shortly.reads(new Followees(ADA, Map.of(GRACE, ASLEEP))).block(Duration.ofSeconds(10));
        assertThat(told).hasSize(18);
    }

    @Test
    void whileSomethingIsAsleepTheLogIsToldEachMinuteAndAllTimelinesAreReadForTenMinutesAfter() {
        for (int second = 0; second <= 125; second++) {
            assertThat(reads(Map.of(GRACE, ASLEEP, ALAN, AWAKE))).containsExactlyInAnyOrder(GRACE, ALAN);
            clock.now = clock.now.plusSeconds(1);
        }
        assertThat(told).hasSize(3);

        clock.now = clock.now.plus(Presence.RECOVERY.minusSeconds(5));
        assertThat(reads(Map.of(GRACE, AWAKE, ALAN, AWAKE))).containsExactlyInAnyOrder(GRACE, ALAN);
        clock.now = clock.now.plusSeconds(10);
        assertThat(reads(Map.of(GRACE, AWAKE, ALAN, AWAKE))).isEmpty();
    }

    @Test
    void whoWokeOnAnotherGatewayLatelyHasAllTimelinesReadHereToo() {
        known = new Reader(BEGIN, BEGIN.minusSeconds(30));

        assertThat(reads(Map.of(GRACE, AWAKE))).containsExactly(GRACE);
    }

    @Test
    void whoIsFollowedSinceAMomentAgoHasTheirTimelineRead() {
        assertThat(reads(Map.of(GRACE, AWAKE, ALAN, new Way(false, BEGIN.minusSeconds(5)))))
                .containsExactly(ALAN);
    }

    @Test
    void aLogThatIsAwayKeepsNobodyFromReadingAndIsToldLater() {
        logIsAway = true;
        assertThat(reads(Map.of(GRACE, AWAKE))).isEmpty();

        logIsAway = false;
        reads(Map.of(GRACE, AWAKE));
        assertThat(told).hasSize(1);
    }

    private Set<OwnerId> reads(Map<OwnerId, Way> ways) {
        return presence.reads(new Followees(ADA, ways)).block(Duration.ofSeconds(10));
    }

    private Mono<Void> append(Seen seen) {
        return Mono.defer(() -> {
            if (logIsAway) {
                return Mono.error(new IllegalStateException("away"));
            }
            told.add(seen);
            return Mono.empty();
        });
    }

    private static final class MovableClock extends Clock {
        private Instant now = BEGIN;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
