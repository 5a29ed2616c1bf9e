package io.millrace.feedbuilder.fanout;

import static io.millrace.feedbuilder.fanout.FanoutHarness.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contracts.Topics;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.feed.Delivery;
import io.millrace.contracts.graph.GraphEvent.FollowChanged;
import io.millrace.contracts.graph.GraphEvent.Following;
import io.millrace.contracts.posts.Audience;
import io.millrace.contracts.posts.Post;
import io.millrace.contracts.posts.PostEvent;
import io.millrace.contracts.posts.PostId;
import io.millrace.contracts.posts.TimeOrderedId;
import io.millrace.streams.writeback.HeapBounds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is particular to sizes; what may happen to posts and edges is in {@link FanoutModelTest}. */
class FanoutTopologyTest {
    private static final OwnerId GRACE = new OwnerId("grace");

    @TempDir
    private Path directory;

    private FanoutHarness feed;

    @BeforeEach
    void open() {
        feed = new FanoutHarness(directory, FanoutSettings.defaults());
    }

    @AfterEach
    void close() {
        feed.close();
    }

    @Test
    void aPostIsOneTaskForEachPartitionAndADeliveryNamesAtMostABucketOfFollowers() {
        follow(4_000);
        feed.send(created(1));
        assertThat(feed.lines).allMatch(line -> line.size() == 1);
        feed.workAll();
        List<Delivery> deliveries = feed.deliveries();
        assertThat(deliveries).allMatch(delivery -> delivery.followers().size() <= FanoutSettings.BUCKET_SIZE);
        assertThat(deliveries.stream().flatMap(delivery -> delivery.followers().stream()))
                .hasSize(4_000)
                .doesNotHaveDuplicates();
    }

    @Test
    void whatVeryManyReceiveIsApartFromTheDeliveriesOfOthersDownToTheLastBucket() {
        feed.close();
        int buckets = 2;
        feed = new FanoutHarness(
                directory.resolve("small"),
                new FanoutSettings(
                        Topics.DEFAULT_PREFIX,
                        1_000,
                        1_000,
                        Duration.ZERO,
                        4,
                        buckets,
                        1,
                        new HeapBounds(1_000_000, 1_000)));
        follow(20);
        feed.send(created(1));
        feed.workAll();
        assertThat(feed.bulkDeliveries()).isEmpty();
        assertThat(receivers(feed.deliveries())).hasSize(20);

        // More than two buckets of four in each of six partitions.
        follow(200);
        feed.deliveries(); // those of the first post to the new ones
        feed.send(created(2));
        feed.workAll();
        assertThat(receivers(feed.bulkDeliveries())).hasSize(200).doesNotHaveDuplicates();
        assertThat(feed.deliveries()).isEmpty();
    }

    private static List<OwnerId> receivers(List<Delivery> deliveries) {
        return deliveries.stream()
                .flatMap(delivery -> delivery.followers().stream())
                .toList();
    }

    @Test
    void roomThatFollowersLeaveIsTakenBeforeABucketIsOpened() {
        follow(2_000);
        for (int i = 0; i < 1_000; i++) {
            feed.send(new FollowChanged(follower(i), GRACE, Following.NONE, NOW.plusMillis(1)));
            feed.send(new FollowChanged(follower(i), GRACE, Following.FOLLOWING, NOW.plusMillis(2)));
        }
        feed.workAll();
        feed.send(created(1));
        feed.workAll();
        // 2,000 in six partitions of some 333 each fill two buckets a partition.
        assertThat(feed.deliveries()).hasSize(2 * Author.PARTITIONS);
    }

    @Test
    void anAuthorWithTenThousandFollowersIsPulled() {
        follow(10_000);
        feed.send(created(1));
        feed.workAll();
        assertThat(feed.deliveries()).isEmpty();
        assertThat(feed.pullPosts()).hasSize(1);
    }

    @Test
    void theTopologiesAreWhatTheyWere() throws IOException {
        String described = FanoutHarness.described(directory, true).describe().toString()
                + FanoutHarness.described(directory, false).describe();
        try (var golden = getClass().getResourceAsStream("/golden/fanout-topologies.txt")) {
            assertThat(described)
                    .isEqualToNormalizingNewlines(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private void follow(int followers) {
        for (int i = 0; i < followers; i++) {
            feed.send(new FollowChanged(follower(i), GRACE, Following.FOLLOWING, NOW));
        }
        feed.workAll();
    }

    private static OwnerId follower(int i) {
        return new OwnerId("follower" + i);
    }

    private static PostEvent created(int sequence) {
        PostId id = new PostId(TimeOrderedId.of(NOW.toEpochMilli(), 1, sequence));
        return new PostEvent.PostCreated(
                new Post(id, GRACE, "title", null, List.of(), Set.of(), Audience.PUBLIC, Post.State.READY, null, 1));
    }
}
