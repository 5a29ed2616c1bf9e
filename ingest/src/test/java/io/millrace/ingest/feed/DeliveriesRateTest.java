package io.millrace.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.contracts.Topics;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.feed.Delivery;
import io.millrace.contracts.posts.PostId;
import io.millrace.contracts.posts.TimeOrderedId;
import io.millrace.infra.testing.SharedRuntime;
import io.millrace.ingest.TestLog;
import io.millrace.ingest.log.Partitions;
import io.millrace.ingest.log.ProjectionRunner;
import io.millrace.storage.Cassandra;
import io.millrace.storage.CassandraSettings;
import io.millrace.storage.feed.FeedWrites;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How many rows a second the database acknowledges, from deliveries that are on the log. The graph is that of 100,000 readers in
 * full buckets: {@code -Ddeliveries=} of them, 6,000 unless said otherwise, each of a post for 256 readers.
 */
@Tag("bench")
class DeliveriesRateTest {
    private static final int READERS = 100_000;
    private static final int BUCKET = 256;
    private static final int WARM_UP = 600;

    @Test
    void rowsAreAcknowledged() {
        int deliveries = Integer.getInteger("deliveries", 6_000);
        Random random = new Random(7);
        List<List<OwnerId>> partitions = new ArrayList<>();
        for (int i = 0; i < Topics.FEED_DELIVERIES.partitions(); i++) {
            partitions.add(new ArrayList<>());
        }
        for (int i = 0; i < READERS; i++) {
            OwnerId reader = new OwnerId("reader" + i);
            partitions
                    .get(Partitions.of(Topics.FEED_DELIVERIES, reader.value()))
                    .add(reader);
        }
        try (Cassandra cassandra = Cassandra.connect(
                        CassandraSettings.of(SharedRuntime.engines().cassandra(), SharedRuntime.freshKeyspace()));
                TestLog log = new TestLog()) {
            ProjectionRunner<Delivery> runner = new ProjectionRunner<>(
                    new DeliveriesProjection(new FeedWrites(cassandra), new SimpleMeterRegistry()),
                    log.address(),
                    new SimpleMeterRegistry());
            append(log, partitions, random, WARM_UP);
            runner.start();
            awaitAcknowledged(log, WARM_UP);
            append(log, partitions, random, deliveries);
            long begun = System.nanoTime();
            awaitAcknowledged(log, WARM_UP + deliveries);
            double seconds = (System.nanoTime() - begun) / 1e9;
            runner.stop();
            long rows = (long) deliveries * BUCKET;
            System.out.printf("%,d rows in %.1f s: %,.0f rows/s%n", rows, seconds, rows / seconds);
            assertThat(log.deadLetters(Topics.FEED_DELIVERIES)).isEmpty();
        }
    }

    private static void append(TestLog log, List<List<OwnerId>> partitions, Random random, int deliveries) {
        for (int i = 0; i < deliveries; i++) {
            int partition = i % partitions.size();
            List<OwnerId> readers = partitions.get(partition);
            List<OwnerId> followers = random.ints(0, readers.size())
                    .distinct()
                    .limit(BUCKET)
                    .mapToObj(readers::get)
                    .toList();
            OwnerId author = new OwnerId("author" + random.nextInt(5_000));
            PostId post = new PostId(TimeOrderedId.of(System.currentTimeMillis(), 1, i % 4_096));
            log.append(
                    Topics.FEED_DELIVERIES,
                    partition,
                    EventFamily.DELIVERIES,
                    author.value(),
                    new Delivery(author, List.of(post), followers));
        }
        log.flush();
    }

    private static void awaitAcknowledged(TestLog log, long records) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> log.acknowledged("deliveries") == records);
    }
}
