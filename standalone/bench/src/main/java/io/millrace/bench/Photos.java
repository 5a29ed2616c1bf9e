package io.millrace.bench;

import io.millrace.bench.FeedMix.Kind;
import io.millrace.contracts.Topics;
import io.millrace.storage.Cassandra;
import io.millrace.storage.CassandraSettings;
import io.millrace.storage.feed.FeedReads;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Uploads photos to a running Millrace, each for a post of its own, while feeds are read: first feeds alone, then both. Looks at
 * every photo as somebody does who is not signed in, and in the end at all renditions of some.
 */
@Command(
        name = "photos",
        mixinStandardHelpOptions = true,
        description = "Measures photos from upload to rendition in a running Millrace, and feeds that are read beside;"
                + " checks that every photo is shown.")
final class Photos implements Callable<Integer> {
    private static final int WARM_UP_SECONDS = 20;
    private static final int ALONE_SECONDS = 20;
    private static final int CHECKED = 100;
    private static final double ACHIEVED = 0.99;
    private static final double FEED_MILLIS = 50;
    private static final double GROWTH = 2;
    private static final Duration CAUGHT_UP = Duration.ofSeconds(5);
    private static final Duration LIMIT = Duration.ofMinutes(5);

    @Mixin
    private Gateway gateway = new Gateway();

    @Mixin
    private FeedStack stack = new FeedStack();

    @Option(names = "--rate", description = "Photos per second (default ${DEFAULT-VALUE}: two million a day).")
    private int rate = 23;

    @Option(names = "--kilobytes", description = "How large each is, about (default ${DEFAULT-VALUE}).")
    private int kilobytes = 200;

    @Option(names = "--seconds", description = "For how long (default ${DEFAULT-VALUE}).")
    private int seconds = 300;

    @Option(names = "--reads", description = "Pages of feeds per second beside (default ${DEFAULT-VALUE}).")
    private int reads = 200;

    @Option(names = "--users", description = "How many follow one another (default ${DEFAULT-VALUE}).")
    private int users = 2_000;

    @Option(names = "--follows", description = "How many each follows on average (default ${DEFAULT-VALUE}).")
    private int follows = 20;

    @Option(names = "--authors", description = "How many of them post photos (default ${DEFAULT-VALUE}).")
    private int authors = 200;

    @Option(names = "--readers", description = "How many others read their feeds (default ${DEFAULT-VALUE}).")
    private int readers = 200;

    @Option(names = "--seed", description = "Of the graph, and of the photos (default ${DEFAULT-VALUE}).")
    private long seed = 7;

    @Override
    public Integer call() throws IOException, InterruptedException {
        SamplePhotos photos = new SamplePhotos(kilobytes * 1024, seed);
        FollowerGraph graph = new FollowerGraph(users, follows, seed);
        System.out.println(graph);
        System.out.println(photos);
        try (Cassandra cassandra = Cassandra.connect(CassandraSettings.of(stack.node(), "millrace"));
                FeedLog log = new FeedLog(stack.brokers(), Topics.DEFAULT_PREFIX);
                Backlog backlog = new Backlog(stack.brokers(), Topics.DEFAULT_PREFIX);
                PhotoViews views = new PhotoViews(gateway, stack.brokers(), Topics.DEFAULT_PREFIX)) {
            FeedTown town = new FeedTown(graph, authors, readers, seed, cassandra, log, backlog);
            town.settle();
            FeedLoad.People people = town.people(Long.MAX_VALUE);
            System.out.printf(
                    "a photo is delivered to %d followers on average%n", town.deliveries(Long.MAX_VALUE) / authors);
            try (FeedPages pages = new FeedPages(gateway, people.key());
                    Arrivals arrivals = new Arrivals(new FeedReads(cassandra), pages)) {
                return measure(photos, people, views, arrivals);
            }
        }
    }

    private int measure(SamplePhotos photos, FeedLoad.People people, PhotoViews views, Arrivals arrivals)
            throws IOException, InterruptedException {
        both(new PhotoLoad(gateway, photos, people, views, rate, WARM_UP_SECONDS), people, arrivals);
        views.awaitAll(LIMIT);
        FeedLoad alone = feeds(people, arrivals).run(ALONE_SECONDS);
        PhotoLoad load = new PhotoLoad(gateway, photos, people, views, rate, seconds);
        FeedLoad beside = both(load, people, arrivals);
        int behind = views.missing();
        long end = System.nanoTime();
        views.awaitAll(LIMIT);
        double caughtUp = (System.nanoTime() - end) / 1e9;
        print(load, alone, beside);
        System.out.printf("  not shown yet when the last one was taken: %d; none %.1f s later%n", behind, caughtUp);
        int wrong = new PhotoCheck(gateway).wrong(load.acknowledged(), CHECKED, seed);
        System.out.printf(
                "renditions of %d photos, fetched and decoded: %d wrong; photos that failed: %d, that were never shown: %d%n",
                Math.min(CHECKED, load.acknowledged().size()), wrong, views.failed(), views.missing());
        System.out.printf(
                "goals: %d uploads/s taken: %s; renditions keep up: %s; feed page p99 within %.0f ms meanwhile: %s%n",
                rate,
                met(load.achieved() >= ACHIEVED * rate && load.failed() == 0),
                met(keptUp(load) && caughtUp <= CAUGHT_UP.toSeconds()),
                FEED_MILLIS,
                met(beside.of(Kind.FEED).millis(0.99) <= FEED_MILLIS && beside.failed() == 0));
        return wrong + views.failed() + views.missing() == 0 ? 0 : 1;
    }

    /** Feeds are read for as long as photos are uploaded. */
    private FeedLoad both(PhotoLoad load, FeedLoad.People people, Arrivals arrivals)
            throws IOException, InterruptedException {
        FeedLoad beside = feeds(people, arrivals).begin();
        load.run();
        return beside.end();
    }

    private FeedLoad feeds(FeedLoad.People people, Arrivals arrivals) {
        return new FeedLoad(gateway, FeedMix.FEEDS, people, arrivals, reads);
    }

    private static boolean keptUp(PhotoLoad load) {
        return load.shownLast().millis(0.5) <= GROWTH * load.shownFirst().millis(0.5);
    }

    private static String met(boolean is) {
        return is ? "met" : "NOT met";
    }

    private void print(PhotoLoad load, FeedLoad alone, FeedLoad beside) {
        System.out.printf(
                "%d photos/s for %d s beside %d pages of feeds/s: %.1f/s acknowledged, %d failed; of feeds %d failed%n",
                rate, seconds, reads, load.achieved(), load.failed(), beside.failed());
        System.out.println("  upload                            " + load.uploads());
        System.out.println("  upload and post, from when due    " + load.posted());
        System.out.println("  from upload to rendered           " + load.rendered());
        System.out.println("  from upload to shown to everybody " + load.shown());
        System.out.println("    of the first third of the time  " + load.shownFirst());
        System.out.println("    of the last third of the time   " + load.shownLast());
        System.out.println("  feed page alone                   " + alone.of(Kind.FEED));
        System.out.println("  feed page meanwhile               " + beside.of(Kind.FEED));
    }
}
