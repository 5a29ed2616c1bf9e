package io.millrace.gateway.ids;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contracts.posts.TimeOrderedId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdClockTest {
    private static final int NODE = 7;
    private static final long NOW = Instant.parse("2026-05-01T12:00:00Z").toEpochMilli();

    private final AtomicLong clock = new AtomicLong(NOW);
    private final IdClock ids = new IdClock(clock::get);

    @Test
    void anIdTellsWhenItWasMade() {
        assertThat(TimeOrderedId.time(next())).isEqualTo(Instant.ofEpochMilli(NOW));
    }

    @Test
    void idsOfManyThreadsAreAllDifferentAndRiseInEach() {
        IdClock real = new IdClock(System::currentTimeMillis);
        List<CompletableFuture<List<Long>>> threads = IntStream.range(0, 4)
                .mapToObj(thread -> CompletableFuture.supplyAsync(() -> many(real, 20_000)))
                .toList();
        Set<Long> all = new HashSet<>();
        for (CompletableFuture<List<Long>> thread : threads) {
            assertThat(thread.join()).isSorted();
            all.addAll(thread.join());
        }
        assertThat(all).hasSize(80_000);
    }

    /** Faster than the bits allow: whoever is refused tries again, as clients are told to. */
    private static List<Long> many(IdClock ids, int count) {
        List<Long> made = new ArrayList<>();
        while (made.size() < count) {
            ids.next(NODE).ifPresentOrElse(made::add, Thread::onSpinWait);
        }
        return made;
    }

    @Test
    void idsGoOnRisingWhereTheClockStepsBackALittle() {
        long before = next();
        clock.set(NOW - IdClock.MOST_AHEAD);
        assertThat(next()).isGreaterThan(before);
        assertThat(ids.isReady()).isTrue();
    }

    @Test
    void noIdsAreMadeWhereTheClockStepsBackFarUntilItHasCaughtUp() {
        long before = next();
        clock.set(NOW - IdClock.MOST_AHEAD - 1);
        assertThat(ids.isReady()).isFalse();
        assertThat(ids.next(NODE)).isEmpty();
        clock.set(NOW);
        assertThat(ids.isReady()).isTrue();
        assertThat(next()).isGreaterThan(before);
    }

    @Test
    void aMillisecondThatIsUsedUpBorrowsFromTheNextAndNoMoreThanAFew() {
        int most = (int) (IdClock.MOST_AHEAD + 1) * TimeOrderedId.PER_MILLISECOND;
        Set<Long> made = new HashSet<>();
        IntStream.range(0, most).forEach(i -> made.add(next()));
        assertThat(made).hasSize(most);
        assertThat(ids.next(NODE)).isEmpty();
    }

    private long next() {
        return ids.next(NODE).orElseThrow();
    }
}
