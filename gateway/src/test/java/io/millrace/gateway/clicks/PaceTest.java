package io.millrace.gateway.clicks;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long MILLI = 1_000_000;

    private double load;
    private double backlog;
    private long now;
    private final Pace pace = new Pace(() -> load, () -> backlog, now);

    @Test
    void with_processor_time_to_spare_it_soon_goes_as_fast_as_it_can() {
        load = 0.3;
        run(10);
        assertThat(pace.rate()).isEqualTo(Pace.MAX_RATE);
    }

    @Test
    void when_the_machine_is_busy_it_gives_way_down_to_the_least_rate() {
        load = 0.3;
        run(10);
        load = 0.99;
        run(10);
        assertThat(pace.rate()).isEqualTo(Pace.MIN_RATE);
        assertThat((double) run(10)).isCloseTo(10 * Pace.MIN_RATE, Percentage.withPercentage(2));
    }

    @Test
    void it_gives_way_less_as_the_journal_fills() {
        load = 0.99;
        backlog = 0.6;
        run(5);
        double someHurry = pace.rate();
        backlog = 0.9;
        run(5);
        assertThat(someHurry).isGreaterThan(Pace.MIN_RATE);
        assertThat(pace.rate()).isGreaterThan(someHurry);
    }

    @Test
    void what_was_not_used_does_not_pile_up() {
        load = 0.99;
        now += 60_000 * MILLI;
        assertThat(pace.allowed(now)).isLessThanOrEqualTo((int) (Pace.MIN_RATE / 10));
    }

    private long run(int seconds) {
        long shipped = 0;
        for (int i = 0; i < 100 * seconds; i++) {
            now += 10 * MILLI;
            int allowed = pace.allowed(now);
            pace.took(allowed);
            shipped += allowed;
        }
        return shipped;
    }
}
