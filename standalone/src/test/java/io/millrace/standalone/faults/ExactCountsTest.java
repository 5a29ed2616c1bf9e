package io.millrace.standalone.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.standalone.load.RedirectLoad;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every redirect that was answered is counted exactly once, whatever is killed. Each visit carries a number, which the log of
 * clicks keeps in its referrer; so the test knows of each single visit whether it was answered and whether it was recorded.
 */
@Tag("faults")
class ExactCountsTest {
    private static final int VISITS = Integer.getInteger("millrace.faults.visits", 200_000);
    private static final int LINKS = 50;
    private static final int CONNECTIONS = 8;
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final long SEED = Long.getLong("millrace.faults.seed", System.nanoTime());

    @RegisterExtension
    static final OwnEngines RUNTIME = new OwnEngines();

    @Test
    void everyAnsweredRedirectIsCountedOnceThoughEachPartIsKilledOnTheWay(
            @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path home) throws Exception {
        try (Fleet fleet = new Fleet(RUNTIME.engines(), home)) {
            Gateway gateway = fleet.gateway("gateway");
            JavaProcess ingest = fleet.ingest();
            JavaProcess analytics = fleet.analytics();
            Run run = new Run(gateway);

            run.awaitShare(0.2);
            gateway.kill();
            gateway.restart();
            run.awaitShare(0.4);
            analytics.kill();
            analytics.restart();
            run.awaitShare(0.6);
            RUNTIME.killBroker();
            run.awaitShare(0.8);
            ingest.kill();
            ingest.restart();
            RedirectLoad.Result result = run.join();

            Counted counted = new Counted(RUNTIME.engines(), fleet);
            ClickLog log = counted.log(gateway);
            System.out.println(result + ", on the log " + log.clicks().size() + " in " + log.copies() + " records");
            run.assertRecordedOnce(log);
            assertThat(result.unanswered())
                    .as("the kill of the gateway cut off no more than was under way")
                    .isLessThanOrEqualTo(CONNECTIONS);
            counted.equals(log, gateway.client());
        }
    }

    @Test
    void withoutItsGatewayKilledNoVisitIsInDoubt(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path home)
            throws Exception {
        try (Fleet fleet = new Fleet(RUNTIME.engines(), home)) {
            Gateway gateway = fleet.gateway("gateway");
            fleet.ingest();
            JavaProcess analytics = fleet.analytics();
            Run run = new Run(gateway);

            for (double share : new double[] {0.3, 0.5, 0.7}) {
                run.awaitShare(share);
                RUNTIME.killBroker();
                analytics.kill();
                analytics.restart();
            }
            RedirectLoad.Result result = run.join();

            assertThat(result).isEqualTo(new RedirectLoad.Result(VISITS, 0, 0));
            Counted counted = new Counted(RUNTIME.engines(), fleet);
            ClickLog log = counted.log(gateway);
            run.assertRecordedOnce(log);
            assertThat(log.clicks()).hasSize(VISITS);
            counted.equals(log, gateway.client());
        }
    }

    /** The control: what the journal is for shows when it is taken away. */
    @Test
    void withoutTheJournalAKilledGatewayLosesVisitsThatItAnswered(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path home)
            throws Exception {
        try (Fleet fleet = new Fleet(RUNTIME.engines(), home)) {
            Gateway gateway = fleet.gateway("gateway", "millrace.clicks.journal=false");
            fleet.ingest();
            fleet.analytics();
            Run run = new Run(gateway);
            run.awaitShare(0.3);
            gateway.kill();
            gateway.restart();
            run.join();

            Counted counted = new Counted(RUNTIME.engines(), fleet);
            // What is under way without a journal shows in no gauge; the log has it all when it grows no more.
            AtomicInteger known = new AtomicInteger(-1);
            ClickLog log = await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofSeconds(2))
                    .until(counted::log, read -> known.getAndSet(read.copies()) == read.copies());
            Set<Long> lost = new HashSet<>(run.ledger.answered());
            lost.removeAll(log.visits());
            System.out.println("Lost without the journal: " + lost.size());
            assertThat(lost).isNotEmpty();
            // The comparison itself is sound: what reached the log is counted exactly.
            counted.equals(log, gateway.client());
        }
    }

    /** A load under way. */
    private static final class Run {
        private final Ledger ledger = new Ledger();
        private final RedirectLoad load;
        private final CompletableFuture<RedirectLoad.Result> result;

        Run(Gateway gateway) {
            List<String> keys = gateway.client().createMany(LINKS);
            System.out.println("Replay with -Dmillrace.faults.seed=" + SEED);
            load = new RedirectLoad(gateway.address(), keys, CONNECTIONS, SEED).witnessedBy(ledger);
            result = CompletableFuture.supplyAsync(() -> {
                try {
                    return load.run(VISITS, LIMIT);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
        }

        void awaitShare(double share) {
            await().atMost(LIMIT).pollInterval(Duration.ofMillis(10)).until(() -> {
                if (result.isCompletedExceptionally()) {
                    result.join();
                }
                return load.answered() >= share * VISITS;
            });
            assertThat(result).as("the load is still under way").isNotDone();
        }

        RedirectLoad.Result join() throws Exception {
            return result.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }

        /** Every answered visit is one click, and any other click is a visit that was sent and cut off. */
        void assertRecordedOnce(ClickLog log) {
            Set<Long> recorded = log.visits();
            assertThat(log.clicks()).as("no visit under two ids").hasSize(recorded.size());
            Set<Long> lost = new HashSet<>(ledger.answered());
            lost.removeAll(recorded);
            assertThat(lost).as("answered and not recorded").isEmpty();
            Set<Long> more = new HashSet<>(recorded);
            more.removeAll(ledger.answered());
            assertThat(ledger.unanswered()).as("recorded and not answered").containsAll(more);
        }
    }
}
