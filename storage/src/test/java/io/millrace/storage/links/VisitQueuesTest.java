package io.millrace.storage.links;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contracts.links.LinkKey;
import io.millrace.storage.StorageUnavailable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** The queue alone, over a count whose answers the test gives when it likes. */
class VisitQueuesTest {
    private static final LinkKey KEY = new LinkKey("burns");

    private final Count count = new Count();
    private final VisitQueues queues = new VisitQueues(count);
    private final List<Object> told = Collections.synchronizedList(new ArrayList<>());

    @Test
    void whoComesWhileAWriteIsUnderWayWaitsAndSharesTheNextOne() {
        take(5);
        take(5);
        take(5);
        assertThat(count.pending).hasSize(1);
        count.answerNext();
        assertThat(told).containsExactly(true);
        assertThat(count.pending).as("one write for both who waited").hasSize(1);
        count.answerNext();
        assertThat(told).containsExactly(true, true, true);
        assertThat(count.taken).isEqualTo(3);
        assertThat(count.pending).isEmpty();
    }

    @Test
    void thoseWhoCameFirstGetTheLastVisits() {
        for (int i = 0; i < 6; i++) {
            take(3);
        }
        count.answerAll();
        assertThat(told).containsExactly(true, true, true, false, false, false);
    }

    @Test
    void anUnansweredWriteGrantsNothingAndLetsTheNextGroupTry() {
        take(10);
        take(10);
        count.failNext(true);
        assertThat(told).hasSize(1).first().isInstanceOf(StorageUnavailable.class);
        count.answerAll();
        assertThat(told).hasSize(2).last().isEqualTo(true);
        // The lost answer's visit was taken, though nobody was let through with it: one too few, never one too many.
        assertThat(count.taken).isEqualTo(2);
    }

    @Test
    void theLowestLimitThatAGroupKnowsHoldsForTheGroup() {
        count.taken = 2;
        take(9);
        take(3);
        take(9);
        count.answerAll();
        assertThat(Collections.frequency(told, true)).isEqualTo(1);
        assertThat(count.taken).isEqualTo(3);
    }

    @Test
    void beyondTenThousandWhoWaitForOneLinkTheNextAreTurnedAway() {
        for (int i = 0; i < 10_002; i++) {
            take(100_000);
        }
        assertThat(told).hasSize(1).first().isInstanceOf(StorageUnavailable.class);
        take(new LinkKey("another"), 100_000);
        count.answerAll();
        assertThat(told).hasSize(10_003);
        assertThat(Collections.frequency(told, true)).isEqualTo(10_002);
    }

    @Test
    void aGatewayThatIsAlwaysOvertakenGivesUp() {
        take(1_000_000);
        while (!count.pending.isEmpty()) {
            count.taken++;
            count.answerNext();
        }
        assertThat(told).hasSize(1).first().isInstanceOf(StorageUnavailable.class);
    }

    /** Any interleaving of callers, answers, lost answers and other gateways lets at most the limit through. */
    @Test
    void neverOneTooManyHoweverItAllInterleaves() {
        for (long seed = 1; seed <= 500; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Count shared = new Count();
            List<VisitQueues> gateways =
                    List.of(new VisitQueues(shared), new VisitQueues(shared), new VisitQueues(shared));
            List<Object> answers = new ArrayList<>();
            long limit = random.nextInt(1, 20);
            boolean lossy = random.nextBoolean();
            int asked = random.nextInt(1, 60);
            int left = asked;
            while (left > 0 || !shared.pending.isEmpty()) {
                if (left > 0 && random.nextInt(3) > 0) {
                    left--;
                    gateways.get(random.nextInt(gateways.size()))
                            .take(KEY, limit)
                            .subscribe(answers::add, answers::add);
                } else if (lossy && random.nextInt(8) == 0) {
                    shared.failNext(random.nextBoolean());
                } else {
                    shared.answerNext();
                }
            }
            int granted = Collections.frequency(answers, true);
            assertThat(answers).as("seed %d: all are answered", seed).hasSize(asked);
            assertThat(granted).as("seed %d", seed).isLessThanOrEqualTo((int) limit);
            if (!lossy) {
                assertThat(granted).as("seed %d", seed).isEqualTo((int) Math.min(limit, asked));
                assertThat(shared.taken).as("seed %d", seed).isEqualTo(granted);
            }
        }
    }

    private void take(long maxVisits) {
        take(KEY, maxVisits);
    }

    private void take(LinkKey key, long maxVisits) {
        queues.take(key, maxVisits).subscribe(told::add, told::add);
    }

    /** A count in memory; a write happens and is answered when the test says so. */
    private static final class Count implements VisitQueues.Counter {
        private record Pending(long from, long to, Sinks.One<VisitQueues.Raised> answer) {}

        private final Queue<Pending> pending = new ArrayDeque<>();
        private long taken;

        @Override
        public Mono<VisitQueues.Raised> raise(LinkKey key, long from, long to) {
            return Mono.defer(() -> {
                Sinks.One<VisitQueues.Raised> answer = Sinks.one();
                pending.add(new Pending(from, to, answer));
                return answer.asMono();
            });
        }

        void answerNext() {
            Pending next = pending.poll();
            if (next != null) {
                boolean applied = apply(next);
                next.answer().tryEmitValue(new VisitQueues.Raised(applied, taken));
            }
        }

        void failNext(boolean writeHappens) {
            Pending next = pending.poll();
            if (next != null) {
                if (writeHappens) {
                    apply(next);
                }
                next.answer().tryEmitError(new StorageUnavailable("lost", new IllegalStateException("timeout")));
            }
        }

        void answerAll() {
            while (!pending.isEmpty()) {
                answerNext();
            }
        }

        private boolean apply(Pending write) {
            boolean applies = write.from() == taken;
            if (applies) {
                taken = write.to();
            }
            return applies;
        }
    }
}
