package io.millrace.standalone.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.contracts.Topics;
import io.millrace.contracts.event.Json;
import io.millrace.contracts.feed.PullPost;
import io.millrace.contracts.posts.PostId;
import io.millrace.storage.Cassandra;
import io.millrace.storage.feed.FeedReads;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random histories of communities, side by side through the interface, while gateway, ingest and feed-builder are killed: when
 * all is quiet, every feed, list, count and post is what {@link NaiveCommunity} says. Authors are pulled from three followers on
 * and pushed again with one, and readers are idle after two seconds. Replay with {@code -Dseed=N}, which is printed; the seed of
 * one history is in its name, and {@code -Dhistories=1} plays it alone.
 */
@Tag("faults")
class FeedsModelTest {
    private static final int HISTORIES = Integer.getInteger("histories", 40);
    private static final int LENGTH = Integer.getInteger("length", 150);
    private static final int KILLS = Integer.getInteger("kills", 6);
    private static final long SEED = Long.getLong("seed", System.currentTimeMillis());
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private static final String[] FANOUT = {
        "millrace.fanout.pull-from=3",
        "millrace.fanout.push-below=2",
        "millrace.fanout.dwell=1s",
        "millrace.fanout.threads=1",
        "millrace.fanout.standbys=0"
    };
    private static final String IDLE = "millrace.feed.idle=2s";
    private static final String NO_RATE = "millrace.quotas.rate=0";
    private static final String SWEEP = "millrace.expiry.interval=500ms";

    @RegisterExtension
    static final OwnEngines RUNTIME = new OwnEngines();

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path home;

    private final ExecutorService playing = Executors.newCachedThreadPool();
    private final ExecutorService operations = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        playing.shutdownNow();
        operations.shutdownNow();
    }

    @Test
    void whateverIsKilledEveryFeedIsThatOfTheModel() throws Exception {
        System.out.println("-Dseed=" + SEED + " -Dhistories=" + HISTORIES + " -Dlength=" + LENGTH);
        try (Fleet fleet = new Fleet(RUNTIME.engines(), home);
                Cassandra tables = fleet.tables()) {
            Gateway gateway = fleet.gateway("gateway", IDLE, NO_RATE);
            JavaProcess ingest = fleet.ingest(IDLE, SWEEP);
            JavaProcess feedBuilder = fleet.feedBuilder(FANOUT);
            gateway.awaitReady();
            Door door = new Door(gateway);
            List<CommunityRun> runs = communities(HISTORIES, door, new Members(tables, door));
            say("the accounts are open");

            CompletableFuture<Void> played = onAll(runs, CommunityRun::play);
            Random random = new Random(SEED);
            List<Runnable> kills = kills(random, door, ingest, feedBuilder);
            for (int i = 0; i < kills.size() && !played.isDone(); i++) {
                double share = (i + 0.5 + random.nextDouble() / 2) / (kills.size() + 1);
                await().atMost(LIMIT).until(() -> played.isDone() || share(runs) >= share);
                kills.get(i).run();
            }
            played.join();
            say("all is played, " + door.unanswered() + " requests without an answer, "
                    + runs.stream().mapToInt(CommunityRun::frozen).sum() + " posts frozen");
            assertAll(runs);

            // Nothing is left in memory, and nobody falls asleep any more.
            ingest.kill();
            fleet.ingestCalled("watchful-ingest", "millrace.feed.idle=1h", SWEEP);
            door.killAndRestart();
            onAll(runs, run -> new CommunityViews(run).assertFeeds()).join();
            FeedReads feeds = new FeedReads(tables);
            await().atMost(CommunityViews.LIMIT)
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> {
                        Set<PostId> pulled = pulled(fleet);
                        runs.forEach(run -> new CommunityViews(run).assertDelivered(feeds, pulled));
                    });
            say("all was delivered");
            assertAll(runs);
            report(fleet);
        }
    }

    /** The control: gateways show for a while what was not delivered, so that it was is looked at by itself. */
    @Test
    void withoutTheFeedBuilderItIsNoticedThatNothingWasDelivered() throws Exception {
        try (Fleet fleet = new Fleet(RUNTIME.engines(), home);
                Cassandra tables = fleet.tables()) {
            Gateway gateway = fleet.gateway("gateway", IDLE, NO_RATE);
            fleet.ingest(IDLE, SWEEP);
            gateway.awaitReady();
            Door door = new Door(gateway);
            List<CommunityRun> runs = communities(1, door, new Members(tables, door));
            onAll(runs, CommunityRun::play).join();
            CommunityViews views = new CommunityViews(runs.get(0));
            views.assertFeeds();
            assertThatThrownBy(() -> views.assertDelivered(new FeedReads(tables), Set.of()))
                    .isInstanceOf(AssertionError.class);
        }
    }

    private List<CommunityRun> communities(int histories, Door door, Members members) {
        List<CommunityRun> runs = new ArrayList<>();
        for (int i = 0; i < histories; i++) {
            CommunityHistory history = new CommunityHistory(SEED + i, LENGTH);
            runs.add(new CommunityRun("h" + (SEED + i), history, door, members, operations));
        }
        onAll(runs, run -> IntStream.range(0, run.history.users)
                        .forEach(user -> members.open(run.user(user), run.history.approving.contains(user))))
                .join();
        return runs;
    }

    /** Each of the processes in turn, in a random order. */
    private static List<Runnable> kills(Random random, Door door, JavaProcess ingest, JavaProcess feedBuilder) {
        List<Runnable> kills = new ArrayList<>();
        while (kills.size() < KILLS) {
            List<Runnable> each = new ArrayList<>(Arrays.asList(
                    () -> {
                        say("kill gateway");
                        door.killAndRestart();
                    },
                    () -> {
                        say("kill ingest");
                        ingest.kill();
                        ingest.restart();
                    },
                    () -> {
                        say("kill feed-builder");
                        feedBuilder.kill();
                        feedBuilder.restart();
                    }));
            Collections.shuffle(each, random);
            kills.addAll(each);
        }
        return kills.subList(0, KILLS);
    }

    private static double share(List<CommunityRun> runs) {
        return runs.stream().mapToInt(CommunityRun::played).sum() / (double) (HISTORIES * LENGTH);
    }

    private void assertAll(List<CommunityRun> runs) {
        onAll(runs, run -> {
                    CommunityViews views = new CommunityViews(run);
                    views.assertFeeds();
                    views.assertGraph();
                    views.assertPosts();
                })
                .join();
        say("all is as the model says");
    }

    private static Set<PostId> pulled(Fleet fleet) {
        Set<PostId> pulled = new HashSet<>();
        fleet.log(Topics.FEED_PULL_AUTHORS).forEach(record -> {
            if (record.value() != null) {
                pulled.add(Json.MAPPER.readValue(record.value(), PullPost.class).post());
            }
        });
        return pulled;
    }

    /** Histories in which nothing is pulled and nobody sleeps would prove little; in one of them that may be. */
    private static void report(Fleet fleet) {
        int pulled = pulled(fleet).size();
        long asleep = fleet.log(Topics.GRAPH).stream()
                .filter(record -> record.value() != null
                        && new String(record.value(), StandardCharsets.UTF_8).contains("\"asleep\""))
                .count();
        say(pulled + " posts pulled, " + asleep + " edges put to sleep");
        assertThat(pulled).isGreaterThanOrEqualTo(HISTORIES / 2);
        assertThat(asleep).isGreaterThanOrEqualTo(HISTORIES / 2);
    }

    /** Does it for all at once; fails with all that fail. */
    private CompletableFuture<Void> onAll(List<CommunityRun> runs, Consumer<CommunityRun> work) {
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        CompletableFuture<?>[] all = runs.stream()
                .map(run -> CompletableFuture.runAsync(() -> work.accept(run), playing)
                        .exceptionally(error -> {
                            say(run + " failed: " + error.getCause());
                            failures.add(error.getCause());
                            return null;
                        }))
                .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(all).thenRun(() -> {
            AssertionError failed = new AssertionError(failures.size() + " of " + runs.size() + " histories failed");
            failures.forEach(failed::addSuppressed);
            if (!failures.isEmpty()) {
                throw failed;
            }
        });
    }

    private static void say(String what) {
        System.out.println(LocalTime.now().withNano(0) + " " + what);
    }
}
