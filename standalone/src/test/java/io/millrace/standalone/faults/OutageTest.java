package io.millrace.standalone.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.infra.testing.Signals;
import io.millrace.standalone.load.RedirectLoad;
import io.millrace.standalone.testing.Client;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The broker hangs: it is stopped with a signal, so connections stay open and nothing is answered. */
@Tag("faults")
class OutageTest {
    private static final Duration OUTAGE = Duration.ofSeconds(30);
    private static final Duration BEFORE = Duration.ofSeconds(10);
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int CONNECTIONS = 4;
    private static final int VISITS_PER_SECOND = 5_000;
    /** Within this no delay is one: other programs share the machine. */
    private static final double NO_DELAY_MILLIS = 10;

    @RegisterExtension
    static final OwnEngines RUNTIME = new OwnEngines();

    @Test
    void redirectsGoOnUndelayedAndAreCountedAfterwards(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path home)
            throws Exception {
        try (Fleet fleet = new Fleet(RUNTIME.engines(), home)) {
            Gateway gateway = fleet.gateway("gateway");
            fleet.ingest();
            fleet.analytics();
            Ledger ledger = new Ledger();
            List<String> keys = gateway.client().createMany(50);
            RedirectLoad load = new RedirectLoad(gateway.address(), keys, CONNECTIONS, 1)
                    .atMost(VISITS_PER_SECOND)
                    .witnessedBy(ledger);
            CompletableFuture<RedirectLoad.Result> result = CompletableFuture.supplyAsync(() -> run(load));
            passes(Duration.ofSeconds(5));
            ledger.cut();

            passes(BEFORE);
            Ledger.Latencies before = ledger.cut();
            ProcessHandle broker = RUNTIME.broker();
            Signals.pause(broker);
            Ledger.Latencies during;
            try {
                passes(OUTAGE);
                during = ledger.cut();
            } finally {
                Signals.resume(broker);
            }
            passes(Duration.ofSeconds(5));
            load.stop();
            RedirectLoad.Result end = result.get(1, TimeUnit.MINUTES);

            System.out.printf(
                    "p99 before the outage %.2f ms of %d, in it %.2f ms of %d; all in all %s%n",
                    before.millis(0.99), before.count(), during.millis(0.99), during.count(), end);
            assertThat(end.unanswered() + end.refused())
                    .as("redirects that failed")
                    .isZero();
            assertThat(during.millis(0.99)).isLessThanOrEqualTo(Math.max(NO_DELAY_MILLIS, 5 * before.millis(0.99)));
            Counted counted = new Counted(RUNTIME.engines(), fleet);
            ClickLog log = counted.log(gateway);
            assertThat(log.visits()).isEqualTo(ledger.answered());
            assertThat(log.clicks()).hasSize((int) end.answered());
            counted.equals(log, gateway.client());
        }
    }

    @Test
    void aDeleteReachesEveryGatewayAndAGatewayThatIsCutOffGivesNothingPrivateAway(
            @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path home) throws Exception {
        try (Fleet fleet = new Fleet(RUNTIME.engines(), home)) {
            Client first = fleet.gateway("first").client();
            Client second = fleet.gateway("second").client();
            fleet.ingest();

            String doomed = first.create("{\"target\":\"https://example.com/doomed\"}");
            String open = first.create("{\"target\":\"https://example.com/open\"}");
            String secret = first.create("{\"target\":\"https://example.com/secret\",\"visibility\":\"private\"}");
            for (String key : List.of(doomed, open, secret)) {
                await().atMost(Duration.ofSeconds(5)).until(() -> second.visit(key), status -> status == 302);
            }
            assertThat(first.delete("/api/v1/links/" + doomed).statusCode()).isEqualTo(204);
            await().atMost(Duration.ofSeconds(2)).until(() -> second.visit(doomed), status -> status == 410);

            ProcessHandle broker = RUNTIME.broker();
            Signals.pause(broker);
            try {
                await().atMost(Duration.ofSeconds(4)).until(() -> second.visit(secret), status -> status == 503);
                for (int i = 0; i < 20; i++) {
                    assertThat(second.visit(open)).isEqualTo(302);
                    assertThat(second.visit(secret)).isEqualTo(503);
                    assertThat(second.visit(doomed)).isEqualTo(410);
                }
                assertThat(second.post("/api/v1/links", "text/plain", "https://example.com/new")
                                .statusCode())
                        .as("what cannot be put on the log is not promised")
                        .isEqualTo(503);
            } finally {
                Signals.resume(broker);
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> second.visit(secret), status -> status == 302);
            assertThat(second.visit(doomed)).isEqualTo(410);
        }
    }

    private static RedirectLoad.Result run(RedirectLoad load) {
        try {
            return load.run(Integer.MAX_VALUE, LIMIT);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The time itself is what the test is about here: nothing is waited for. */
    private static void passes(Duration time) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(time.toMillis());
    }
}
