package io.millrace.bench;

import io.millrace.bench.FeedMix.Kind;
import io.millrace.contracts.Topics;
import io.millrace.storage.Cassandra;
import io.millrace.storage.CassandraSettings;
import io.millrace.storage.feed.FeedReads;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The same graph and the same load for each number of followers from which on authors are pulled instead of pushed. Millrace is
 * started anew for each, from the highest down: so whoever was pulled before is pulled after, and the table ends with what
 * the lowest costs.
 */
@Command(
        name = "feed-curve",
        mixinStandardHelpOptions = true,
        description = "Starts Millrace with each of some thresholds between push and pull, and prints what each costs.")
final class FeedCurve implements Callable<Integer> {
    private static final Duration CALM = Duration.ofMinutes(2);

    @Option(names = "--home", description = "Where Millrace is started (default ${DEFAULT-VALUE}).")
    private Path home = Path.of(".millrace-curve");

    @Mixin
    private Gateway gateway = new Gateway();

    @Option(
            names = "--thresholds",
            split = ",",
            description = "From how many followers on authors are pulled (default ${DEFAULT-VALUE}; -1 for never).")
    private List<Long> thresholds = List.of(-1L, 10_000L, 1_000L, 100L, 0L);

    @Option(names = "--users", description = "How many follow one another (default ${DEFAULT-VALUE}).")
    private int users = 10_000;

    @Option(names = "--follows", description = "How many each follows on average (default ${DEFAULT-VALUE}).")
    private int follows = 20;

    @Option(names = "--authors", description = "How many of them post (default ${DEFAULT-VALUE}).")
    private int authors = 200;

    @Option(names = "--readers", description = "How many others read their feeds (default ${DEFAULT-VALUE}).")
    private int readers = 300;

    @Option(names = "--rate", description = "Requests per second, 65 feeds to one post (default ${DEFAULT-VALUE}).")
    private int rate = 200;

    @Option(names = "--seconds", description = "How long each measurement takes (default ${DEFAULT-VALUE}).")
    private int seconds = 30;

    @Option(names = "--seed", description = "Of the graph and of who is chosen from it (default ${DEFAULT-VALUE}).")
    private long seed = 7;

    @Override
    public Integer call() throws IOException, InterruptedException {
        FollowerGraph graph = new FollowerGraph(users, follows, seed);
        System.out.println(graph);
        System.out.printf("%s, %d requests/s, %d s for each threshold%n", FeedMix.READING, rate, seconds);
        System.out.println("threshold  rows/post  pulled/read  feed p50    p99       readable p50    p99     rows/s");
        for (long threshold : thresholds) {
            try (OwnMillrace millrace = new OwnMillrace(home, gateway, settings(threshold))) {
                measure(millrace, graph, threshold < 0 ? Long.MAX_VALUE : threshold);
            }
        }
        return 0;
    }

    private static List<String> settings(long threshold) {
        long from = threshold < 0 ? Long.MAX_VALUE : threshold;
        return List.of(
                "millrace.fanout.pull-from=" + from, "millrace.fanout.push-below=" + from, "millrace.fanout.dwell=0s");
    }

    private void measure(OwnMillrace millrace, FollowerGraph graph, long threshold)
            throws IOException, InterruptedException {
        try (Cassandra cassandra =
                        Cassandra.connect(CassandraSettings.of(millrace.home().node(), "millrace"));
                FeedLog log = new FeedLog(millrace.home().broker(), Topics.DEFAULT_PREFIX);
                Backlog backlog = new Backlog(millrace.home().broker(), Topics.DEFAULT_PREFIX)) {
            FeedTown town = new FeedTown(graph, authors, readers, seed, cassandra, log, backlog);
            town.settle();
            FeedLoad.People people = town.people(threshold);
            try (FeedPages pages = new FeedPages(gateway, people.key());
                    Arrivals arrivals = new Arrivals(new FeedReads(cassandra), pages)) {
                new FeedLoad(gateway, FeedMix.READING, people, arrivals, rate).run(seconds);
                arrivals.awaitAll(CALM);
                FeedMeters before = FeedMeters.of(gateway);
                FeedLoad load = new FeedLoad(gateway, FeedMix.READING, people, arrivals, rate).run(seconds);
                arrivals.awaitAll(CALM);
                long rows = FeedMeters.of(gateway).written() - before.written();
                System.out.printf(
                        "%9s  %9.1f  %11.2f  %5.1f ms  %6.1f ms  %8.0f ms  %6.0f ms  %7.0f%s%n",
                        threshold == Long.MAX_VALUE ? "never" : threshold,
                        (double) rows / load.posts(),
                        town.pulledEach(threshold),
                        load.of(Kind.FEED).millis(0.5),
                        load.of(Kind.FEED).millis(0.99),
                        load.readable().millis(0.5),
                        load.readable().millis(0.99),
                        rows / load.seconds(),
                        load.failed() + arrivals.missing() == 0
                                ? ""
                                : "  (" + load.failed() + " failed, " + arrivals.missing() + " not arrived)");
            }
        }
    }
}
