package io.millrace.ingest.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.contracts.Topics;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.telemetry.Dimension;
import io.millrace.contracts.telemetry.Grain;
import io.millrace.contracts.telemetry.Rollup;
import io.millrace.contracts.telemetry.Subject;
import io.millrace.contracts.telemetry.Visitors;
import io.millrace.infra.testing.SharedRuntime;
import io.millrace.ingest.TestLog;
import io.millrace.ingest.log.ProjectionRunner;
import io.millrace.storage.Cassandra;
import io.millrace.storage.CassandraSettings;
import io.millrace.storage.telemetry.RollupReads;
import io.millrace.storage.telemetry.RollupWrites;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** From the topic to the table, on real engines. */
class TelemetryProjectionTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Instant HOUR = Instant.parse("2026-03-04T05:00:00Z");
    private static final Subject SUBJECT = new Subject("link:Ab3dE9x");

    @Test
    void theTableHoldsTheLastRevisionOfEachRollupAlsoWhenTheTopicIsReadAgain() {
        try (Cassandra cassandra = Cassandra.connect(
                        CassandraSettings.of(SharedRuntime.engines().cassandra(), SharedRuntime.emptyKeyspace()));
                TestLog log = new TestLog()) {
            RollupReads reads = new RollupReads(cassandra);
            ProjectionRunner<Rollup> runner = new ProjectionRunner<>(
                    new TelemetryProjection(new RollupWrites(cassandra)), log.address(), new SimpleMeterRegistry());
            for (long revision = 1; revision <= 50; revision++) {
                for (int part = 0; part < 3; part++) {
                    append(log, rollup(part, revision));
                }
            }
            runner.start();
            await().atMost(LIMIT).until(() -> log.acknowledged("telemetry") == 150);
            assertThat(parts(reads)).containsExactly("0: 50", "1: 50", "2: 50");

            // An analytics that was cut off a while ago and wakes up repeats what it had counted by then.
            append(log, rollup(1, 49));
            append(log, rollup(2, 51));
            await().atMost(LIMIT).until(() -> log.acknowledged("telemetry") == 152);
            assertThat(parts(reads)).containsExactly("0: 50", "1: 50", "2: 51");

            runner.stop();
            log.forget("telemetry");
            runner.start();
            await().atMost(LIMIT).until(() -> log.acknowledged("telemetry") == 152);
            runner.stop();
            assertThat(parts(reads)).containsExactly("0: 50", "1: 50", "2: 51");
            assertThat(log.deadLetters(Topics.TELEMETRY_ROLLUPS)).isEmpty();
        }
    }

    private static void append(TestLog log, Rollup rollup) {
        log.append(Topics.TELEMETRY_ROLLUPS, EventFamily.ROLLUPS, rollup.key(), rollup);
        log.flush();
    }

    private static List<String> parts(RollupReads reads) {
        return reads.between(SUBJECT, Grain.HOUR, HOUR, HOUR.plusSeconds(1))
                .map(rollup -> rollup.part() + ": " + rollup.total())
                .collectList()
                .block(LIMIT);
    }

    private static Rollup rollup(int part, long revision) {
        return new Rollup(
                SUBJECT,
                Grain.HOUR,
                HOUR,
                part,
                revision,
                revision,
                0,
                Map.of(Dimension.COUNTRY, Map.of("NO", revision)),
                new Visitors().encode());
    }
}
