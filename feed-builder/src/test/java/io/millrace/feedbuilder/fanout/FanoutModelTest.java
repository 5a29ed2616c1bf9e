package io.millrace.feedbuilder.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.contracts.Topics;
import io.millrace.contracts.feed.Delivery;
import io.millrace.contracts.feed.PullPost;
import io.millrace.contracts.graph.GraphEvent;
import io.millrace.contracts.posts.Count;
import io.millrace.contracts.posts.PostId;
import io.millrace.streams.writeback.HeapBounds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random histories of authors, each against {@link NaiveAuthor}: every follower receives every post exactly as often as the
 * model says, whatever the workers lag behind. Buckets take two, modes change at six and four followers, and the heap holds
 * next to nothing, so that few events reach every case. Replay with {@code -Dseed=N}, which is printed.
 */
class FanoutModelTest {
    private static final int HISTORIES = Integer.getInteger("histories", 2_000);
    private static final FanoutSettings SMALL = new FanoutSettings(
            Topics.DEFAULT_PREFIX, 6, 4, Duration.ofHours(1), 2, 2, 1, new HeapBounds(1_000, 10_000));

    private final long seed = Long.getLong("seed", System.nanoTime());

    @TempDir
    private Path directory;

    private FanoutHarness feed;

    @BeforeEach
    void open() {
        System.out.println("-Dseed=" + seed);
        feed = new FanoutHarness(directory, SMALL);
    }

    @AfterEach
    void close() {
        feed.close();
    }

    @Test
    void everyFollowerReceivesWhatTheModelSays() {
        long delivered = 0;
        for (int i = 0; i < HISTORIES; i++) {
            NaiveAuthor model = play(new History(seed + i, 5 + i % 60));
            delivered += model.received.size();
        }
        // A generator that makes nothing of interest proves nothing.
        assertThat(delivered).isGreaterThan(HISTORIES * 5L);
        assertThat(feed.meters.counter("millrace.feed.posts", "mode", "pull").count())
                .isGreaterThan(HISTORIES / 10.0);
        assertThat(feed.meters.counter("millrace.feed.backfilled").count()).isGreaterThan(HISTORIES);
    }

    @Test
    void aLongHistoryOfManyPostsFillsBackNoMoreThanThirty() {
        play(new History(seed, 3_000));
    }

    @Test
    void aLostTaskIsNoticed() {
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 200; i++) {
                        History history = new History(seed + i, 40);
                        playWithout(history, new SplittableRandom(seed + i));
                    }
                })
                .isInstanceOf(AssertionError.class);
    }

    private NaiveAuthor play(History history) {
        NaiveAuthor model = new NaiveAuthor(SMALL);
        SplittableRandom lag = new SplittableRandom(history.author.hashCode());
        for (History.Step step : history.steps) {
            apply(step, model);
            feed.workSome(lag);
        }
        feed.workAll();
        compare(history, model);
        return model;
    }

    /** Drops one task, which may be one that makes no difference. */
    private void playWithout(History history, SplittableRandom random) {
        NaiveAuthor model = new NaiveAuthor(SMALL);
        int dropped = random.nextInt(history.steps.size());
        for (int i = 0; i < history.steps.size(); i++) {
            apply(history.steps.get(i), model);
            if (i >= dropped && feed.lines.stream().anyMatch(line -> line.poll() != null)) {
                dropped = Integer.MAX_VALUE;
            }
            feed.workAll();
        }
        compare(history, model);
    }

    private void apply(History.Step step, NaiveAuthor model) {
        if (step.post() != null) {
            model.post(step.post(), step.at());
            feed.send(step.post());
        } else if (step.graph() != null) {
            if (step.graph() instanceof GraphEvent.FollowChanged follow) {
                model.follow(follow);
            }
            feed.send(step.graph());
        }
    }

    private void compare(History history, NaiveAuthor model) {
        Map<String, Integer> received = new TreeMap<>();
        for (Delivery delivery : feed.deliveries()) {
            assertThat(delivery.author()).isEqualTo(history.author);
            delivery.followers().forEach(follower -> delivery.posts()
                    .forEach(post -> received.merge(follower + "/" + post, 1, Integer::sum)));
        }
        Map<PostId, Boolean> pulled = new TreeMap<>();
        for (PullPost post : feed.pullPosts()) {
            pulled.put(post.post(), !post.gone());
        }
        pulled.keySet().removeIf(model::past);
        model.pulled.keySet().removeIf(model::past);
        long followers = 0;
        long revision = 0;
        for (Count count : feed.counts()) {
            assertThat(count.subject()).isEqualTo(history.author.value());
            assertThat(count.revision()).isGreaterThan(revision);
            followers = count.value();
            revision = count.revision();
        }
        assertThat(received).as(history.author.value()).isEqualTo(model.received);
        assertThat(pulled).as(history.author.value()).isEqualTo(model.pulled);
        assertThat(followers).as(history.author.value()).isEqualTo(model.followers());
    }
}
