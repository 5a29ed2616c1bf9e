package io.millrace.feedbuilder.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.contracts.Topics;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.feed.FanoutTask;
import io.millrace.contracts.graph.GraphEvent.FollowChanged;
import io.millrace.contracts.graph.GraphEvent.Following;
import io.millrace.contracts.posts.Audience;
import io.millrace.contracts.posts.Post;
import io.millrace.contracts.posts.PostEvent;
import io.millrace.contracts.posts.PostId;
import io.millrace.contracts.posts.TimeOrderedId;
import io.millrace.feedbuilder.records.Destination;
import io.millrace.infra.local.LocalRuntime;
import io.millrace.infra.local.LocalSettings;
import io.millrace.infra.local.RuntimeListener;
import io.millrace.infra.testing.Signals;
import io.millrace.infra.topics.TopicsProvisioner;
import io.millrace.streams.StreamsLifecycle;
import io.millrace.streams.StreamsProperties;
import io.millrace.streams.StreamsSettings;
import io.millrace.streams.writeback.HeapBounds;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The broker hangs in the middle of a commit, longer than two waits of a producer's default, 60 s each, and is back: see ADR 64.
 * With {@code -Dmax.block=3000 -Dstall=20} state is lost as with the default, and the test fails.
 */
@Tag("faults")
class StalledBrokerTest {
    private static final Duration STALL = Duration.ofSeconds(Long.getLong("stall", 130));
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String PREFIX = "stalled.";

    /** Each has one follower. */
    private static final int AUTHORS = 60_000;

    /** Of so many authors one writes posts. */
    private static final int WRITES = 100;

    @TempDir
    private Path home;

    private final List<PostId> delivered = new ArrayList<>();
    private final Map<PostId, FanoutTask.Deliver> tasks = new HashMap<>();
    private LocalRuntime engines;
    private ControlTopics topics;
    private StreamsLifecycle control;
    private int enrolled;
    private int round;

    @BeforeEach
    void start() throws InterruptedException {
        // Only the broker is wanted, so a node is named that nobody asks.
        engines = LocalRuntime.start(
                new LocalSettings(home.resolve("engines"), 0, 0, null, "none:1", "none", false, true),
                RuntimeListener.SILENT);
        String brokers = engines.engines().kafka();
        TopicsProvisioner.provision(brokers, PREFIX, 1);
        topics = new ControlTopics(brokers, PREFIX);
        control = control(brokers);
        control.start();
    }

    @AfterEach
    void stop() {
        control.stop();
        topics.close();
        engines.close();
    }

    private StreamsLifecycle control(String brokers) {
        Properties config = StreamsProperties.of(new StreamsSettings(
                "stalled-control",
                brokers,
                home.resolve("streams"),
                1,
                Duration.ofMillis(50),
                0,
                Topics.POSTS.deadLetterName(PREFIX, Topics.FEED_BUILDER),
                32L * 1024 * 1024));
        config.put(StreamsConfig.DEFAULT_CLIENT_SUPPLIER_CONFIG, BeforeCommit.class);
        // Restoring takes seconds, as it would with many more authors: that is when they were lost.
        config.put(StreamsConfig.restoreConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 100);
        // Shorter than our own without end, so that this test can be seen to fail.
        Long block = Long.getLong("max.block");
        if (block != null) {
            config.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_BLOCK_MS_CONFIG), block);
        }
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        FanoutSettings settings = new FanoutSettings(
                PREFIX, 10_000, 8_000, Duration.ofDays(1), 256, 8, 1, new HeapBounds(8 * 1024 * 1024, 20_000));
        return new StreamsLifecycle(
                new ControlTopology(settings, meters, Clock.systemUTC()).build(config), config, meters);
    }

    @Test
    void noAuthorIsForgottenAndNoPostDeliveredTwiceWhenACommitTakesMinutes() throws InterruptedException {
        for (int i = 0; i < AUTHORS; i++) {
            topics.send(new FollowChanged(follower(i), author(i), Following.FOLLOWING, Instant.now()));
        }
        await().atMost(PATIENCE).until(this::enrolled, count -> count == AUTHORS);
        List<Post> before = postOfMany();
        awaitDelivered(before);

        ProcessHandle broker = engines.processes().get(0);
        CountDownLatch stalled = new CountDownLatch(1);
        BeforeCommit.run(() -> {
            Signals.pause(broker);
            stalled.countDown();
        });
        List<Post> during = new ArrayList<>();
        try {
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> {
                during.addAll(postOfMany());
                return stalled.getCount() == 0;
            });
            // The time itself is what this is about: nothing is waited for.
            TimeUnit.MILLISECONDS.sleep(STALL.toMillis());
        } finally {
            Signals.resume(broker);
        }

        List<Post> after = postOfMany();
        // Whoever has lost what was decided about these posts decides again.
        before.forEach(post -> topics.send(new PostEvent.PostCreated(post)));
        List<Post> all = new ArrayList<>(before);
        all.addAll(during);
        all.addAll(after);
        awaitDelivered(all);
        awaitDelivered(postOfMany());
        assertThat(delivered).doesNotHaveDuplicates();
        assertThat(enrolled()).isEqualTo(AUTHORS);
    }

    private List<Post> postOfMany() {
        List<Post> posts = new ArrayList<>();
        round++;
        for (int i = 0; i < AUTHORS; i += WRITES) {
            Post post = post(i);
            topics.send(new PostEvent.PostCreated(post));
            posts.add(post);
        }
        return posts;
    }

    private Post post(int i) {
        PostId id = new PostId(TimeOrderedId.of(System.currentTimeMillis(), round, i / WRITES));
        return new Post(id, author(i), "title", null, List.of(), Set.of(), Audience.PUBLIC, Post.State.READY, null, 1);
    }

    private void awaitDelivered(List<Post> posts) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            read();
            assertThat(posts.stream()
                            .filter(post -> !tasks.containsKey(post.id()))
                            .count())
                    .as("posts of %d that nobody receives", posts.size())
                    .isZero();
        });
        for (Post post : posts) {
            int i = Integer.parseInt(post.author().value().substring("author".length()));
            int partition = Destination.partition(follower(i).value(), Author.PARTITIONS);
            assertThat(tasks.get(post.id()))
                    .isEqualTo(new FanoutTask.Deliver(post.author(), partition, partition, post.id()));
        }
    }

    private int enrolled() {
        read();
        return enrolled;
    }

    private void read() {
        topics.committed(task -> task.accept(new FanoutTask.Handler<Void>() {
            @Override
            public Void deliver(FanoutTask.Deliver deliver) {
                delivered.add(deliver.post());
                tasks.put(deliver.post(), deliver);
                return null;
            }

            @Override
            public Void enrol(FanoutTask.Enrol enrol) {
                enrolled++;
                return null;
            }

            @Override
            public Void withdraw(FanoutTask.Withdraw withdraw) {
                return null;
            }
        }));
    }

    private static OwnerId author(int i) {
        return new OwnerId("author" + i);
    }

    private static OwnerId follower(int i) {
        return new OwnerId("follower" + i);
    }
}
