package io.millrace.gateway.trending;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.gateway.trending.Trends.Trend;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class TrendsTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Instant HOUR = Instant.parse("2026-03-04T05:00:00Z");

    private final AtomicInteger reads = new AtomicInteger();
    private final Trends trends = new Trends(
            hour -> {
                reads.incrementAndGet();
                return Mono.just(
                        hour.equals(HOUR)
                                ? Map.of("rain", 3L, "tea", 1L)
                                : hour.equals(HOUR.minus(Duration.ofHours(1)))
                                        ? Map.of("rain", 4L, "sun", 8L)
                                        : Map.<String, Long>of());
            },
            Clock.fixed(HOUR.plus(Duration.ofMinutes(45)), ZoneOffset.UTC));

    @Test
    void ofTheHourInWhichTheWindowBeginsTheShareCountsThatLiesInIt() {
        assertThat(trends.last(1).block(LIMIT))
                .containsExactly(new Trend("rain", 4), new Trend("sun", 2), new Trend("tea", 1));
        assertThat(trends.last(2).block(LIMIT))
                .containsExactly(new Trend("sun", 8), new Trend("rain", 7), new Trend("tea", 1));
    }

    @Test
    void whoAsksAgainIsAnsweredFromMemory() {
        trends.last(1).block(LIMIT);
        trends.last(1).block(LIMIT);
        assertThat(reads).hasValue(2);
    }
}
