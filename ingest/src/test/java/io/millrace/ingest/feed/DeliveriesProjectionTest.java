package io.millrace.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import io.millrace.storage.feed.FeedPost;
import io.millrace.storage.feed.FeedReads;
import io.millrace.storage.feed.FeedWrites;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** From the deliveries to the feeds, on real engines. */
class DeliveriesProjectionTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int DELIVERIES = 400;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final long start = Instant.now().minusSeconds(3_600).toEpochMilli();
    private final Map<OwnerId, Set<FeedPost>> expected = new HashMap<>();

    @Test
    void aFeedHoldsEachPostThatWasDeliveredOnceAlsoWhenTheTopicIsReadAgain() {
        System.out.println("seed " + seed);
        try (Cassandra cassandra = Cassandra.connect(
                        CassandraSettings.of(SharedRuntime.engines().cassandra(), SharedRuntime.emptyKeyspace()));
                TestLog log = new TestLog()) {
            FeedReads reads = new FeedReads(cassandra);
            ProjectionRunner<Delivery> runner = new ProjectionRunner<>(
                    new DeliveriesProjection(new FeedWrites(cassandra), new SimpleMeterRegistry()),
                    log.address(),
                    new SimpleMeterRegistry());
            for (int i = 0; i < DELIVERIES; i++) {
                deliver(log, i);
            }
            log.flush();
            runner.start();
            await().atMost(LIMIT).until(() -> log.acknowledged("deliveries") == DELIVERIES);
            assertFeedsAreAsExpected(reads);

            runner.stop();
            log.forget("deliveries");
            runner.start();
            await().atMost(LIMIT).until(() -> log.acknowledged("deliveries") == DELIVERIES);
            runner.stop();
            assertFeedsAreAsExpected(reads);
            assertThat(log.deadLetters(Topics.FEED_DELIVERIES)).isEmpty();
        }
    }

    @Test
    void whatVeryManyReceiveIsWrittenAfterWhatOthersDoButNotNeverIfThatDoesNotEnd() {
        try (Cassandra cassandra = Cassandra.connect(
                CassandraSettings.of(SharedRuntime.engines().cassandra(), SharedRuntime.emptyKeyspace()))) {
            OwnerId reader = new OwnerId("reader");
            OwnerId giant = new OwnerId("giant");
            PostId first = new PostId(TimeOrderedId.of(start, 1, 1));
            PostId second = new PostId(TimeOrderedId.of(start, 1, 2));
            FeedReads reads = new FeedReads(cassandra);
            FeedWrites writes = new FeedWrites(cassandra);
            AtomicInteger asked = new AtomicInteger();
            new BulkDeliveriesProjection(
                            writes,
                            () -> {
                                assertThat(reads.newest(reader, null, 10).toFuture())
                                        .succeedsWithin(LIMIT)
                                        .asInstanceOf(InstanceOfAssertFactories.LIST)
                                        .isEmpty();
                                return asked.incrementAndGet() < 4;
                            },
                            new SimpleMeterRegistry())
                    .apply(List.of(new Delivery(giant, List.of(first), List.of(reader))))
                    .block(LIMIT);
            assertThat(asked).hasValue(4);
            new BulkDeliveriesProjection(writes, () -> true, new SimpleMeterRegistry())
                    .apply(List.of(new Delivery(giant, List.of(second), List.of(reader))))
                    .block(LIMIT);
            assertThat(reads.newest(reader, null, 10).block(LIMIT))
                    .containsExactly(new FeedPost(second, giant), new FeedPost(first, giant));
        }
    }

    private void deliver(TestLog log, int number) {
        int partition = random.nextInt(Topics.FEED_DELIVERIES.partitions());
        List<OwnerId> followers = new ArrayList<>();
        for (int i = random.nextInt(40); i >= 0; i--) {
            OwnerId follower = new OwnerId("reader" + random.nextInt(300));
            if (Partitions.of(Topics.FEED_DELIVERIES, follower.value()) == partition && !followers.contains(follower)) {
                followers.add(follower);
            }
        }
        OwnerId author = new OwnerId("author" + random.nextInt(20));
        List<PostId> posts = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            posts.add(new PostId(TimeOrderedId.of(start + number, 1, i)));
        }
        for (OwnerId follower : followers) {
            posts.forEach(post -> expected.computeIfAbsent(
                            follower,
                            user -> new TreeSet<>(
                                    Comparator.comparing(FeedPost::post).reversed()))
                    .add(new FeedPost(post, author)));
        }
        log.append(
                Topics.FEED_DELIVERIES,
                partition,
                EventFamily.DELIVERIES,
                author.value(),
                new Delivery(author, posts, followers));
    }

    private void assertFeedsAreAsExpected(FeedReads reads) {
        assertThat(expected).isNotEmpty();
        expected.forEach((user, posts) ->
                assertThat(reads.newest(user, null, 10_000).block(LIMIT)).containsExactlyElementsOf(posts));
    }
}
