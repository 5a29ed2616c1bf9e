package io.millrace.bench;

import io.millrace.bench.FeedMix.Kind;
import io.millrace.contracts.Topics;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.storage.Cassandra;
import io.millrace.storage.CassandraSettings;
import io.millrace.storage.feed.FeedReads;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Posts and reads feeds in a running Millrace, among as many as follow one another in {@link FollowerGraph}. Follows are appended
 * to the log as a gateway does it; whoever posts and reads has an account, and does so over HTTP.
 */
@Command(
        name = "feed",
        mixinStandardHelpOptions = true,
        description =
                "Measures feeds, from posts to pages, in a running Millrace among very many who follow one another.")
final class Feed implements Callable<Integer> {
    private static final int WARM_UP_RATE = 60;
    private static final int WARM_UP_SECONDS = 20;
    private static final Duration CALM = Duration.ofMinutes(2);

    @Mixin
    private Gateway gateway = new Gateway();

    @Mixin
    private FeedStack stack = new FeedStack();

    @Option(names = "--users", description = "How many follow one another (default ${DEFAULT-VALUE}).")
    private int users = 100_000;

    @Option(names = "--follows", description = "How many each follows on average (default ${DEFAULT-VALUE}).")
    private int follows = 20;

    @Option(names = "--authors", description = "How many of them post (default ${DEFAULT-VALUE}).")
    private int authors = 200;

    @Option(names = "--readers", description = "How many others read their feeds (default ${DEFAULT-VALUE}).")
    private int readers = 300;

    @Option(names = "--returning", description = "How many others return after long (default ${DEFAULT-VALUE}).")
    private int returning = 200;

    @Option(
            names = "--giant",
            description = "How many follow one more, whose post has to be pushed (default ${DEFAULT-VALUE}; 0 for"
                    + " none, where millrace.fanout.pull-from is not larger).")
    private int giant = 1_000_000;

    @Option(
            names = "--pull-from",
            description = "What millrace.fanout.pull-from of the running Millrace is (default ${DEFAULT-VALUE}).")
    private long pullFrom = 10_000;

    @Option(names = "--burst", description = "How often all authors post at once (default ${DEFAULT-VALUE}).")
    private int burst = 3;

    @Option(names = "--rate", description = "Requests per second; half of the highest that is sustained when left out.")
    private int rate;

    @Option(names = "--seconds", description = "How long each measurement takes (default ${DEFAULT-VALUE}).")
    private int seconds = 30;

    @Option(names = "--seed", description = "Of the graph and of who is chosen from it (default ${DEFAULT-VALUE}).")
    private long seed = 7;

    @Option(names = "--only", split = ",", description = "Some of ${COMPLETION-CANDIDATES}; all when left out.")
    private Set<Part> parts = EnumSet.allOf(Part.class);

    /** What can be measured by itself. */
    enum Part {
        SETTLE,
        BURST,
        READING,
        RETURNING,
        POSTING,
        GIANT
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        FollowerGraph graph = new FollowerGraph(users, follows, seed);
        System.out.println(graph);
        try (Cassandra cassandra = Cassandra.connect(CassandraSettings.of(stack.node(), "millrace"));
                FeedLog log = new FeedLog(stack.brokers(), Topics.DEFAULT_PREFIX);
                Backlog backlog = new Backlog(stack.brokers(), Topics.DEFAULT_PREFIX)) {
            FeedTown town = new FeedTown(graph, authors, readers, seed, cassandra, log, backlog);
            town.settle();
            if (giant > 0) {
                town.giant(giant);
            }
            if (!parts.equals(Set.of(Part.SETTLE))) {
                FeedLoad.People people = town.people(pullFrom);
                try (FeedPages pages = new FeedPages(gateway, people.key());
                        Arrivals arrivals = new Arrivals(new FeedReads(cassandra), pages)) {
                    measure(town, people, log, arrivals);
                }
            }
            return 0;
        }
    }

    private void measure(FeedTown town, FeedLoad.People people, FeedLog log, Arrivals arrivals)
            throws IOException, InterruptedException {
        System.out.printf(
                "one turn of all authors makes %d deliveries, %d for each post%n",
                town.deliveries(pullFrom), town.deliveries(pullFrom) / authors);
        if (parts.contains(Part.BURST)) {
            new FeedBurst(gateway, log).run(people.authors(), burst, town.deliveries(pullFrom));
        }
        new FeedLoad(gateway, FeedMix.READING, people, arrivals, WARM_UP_RATE).run(WARM_UP_SECONDS);
        int half = rate > 0 ? rate : half(FeedMix.READING, people, arrivals);
        if (parts.contains(Part.READING)) {
            mix(FeedMix.READING, people, arrivals, half);
        }
        if (parts.contains(Part.RETURNING)) {
            returning(town, people, arrivals, half);
        }
        if (parts.contains(Part.GIANT) && giant > 0) {
            OwnerId name = town.giant(giant);
            new FeedGiant(gateway, () -> new FeedLoad(gateway, FeedMix.READING, people, arrivals, half), arrivals)
                    .run(town.key(name), giant, town.someOfGiant(giant), seconds);
        }
        if (parts.contains(Part.POSTING)) {
            mix(FeedMix.POSTING, people, arrivals, rate > 0 ? rate : half(FeedMix.POSTING, people, arrivals));
        }
    }

    /** Half of the highest rate of a mix. */
    private int half(FeedMix mix, FeedLoad.People people, Arrivals arrivals) throws IOException, InterruptedException {
        System.out.println("the highest rate of " + mix + ":");
        return new FeedPace(some -> new FeedLoad(gateway, mix, people, arrivals, some), arrivals).highest() / 2;
    }

    private void mix(FeedMix mix, FeedLoad.People people, Arrivals arrivals, int half)
            throws IOException, InterruptedException {
        FeedMeters before = FeedMeters.of(gateway);
        FeedLoad load = new FeedLoad(gateway, mix, people, arrivals, half).run(seconds);
        arrivals.awaitAll(CALM);
        System.out.printf(
                "%s at %d requests/s, %.2f of it achieved, %d failed%n", mix, half, load.achieved(), load.failed());
        System.out.println("  feed page               " + load.of(Kind.FEED));
        System.out.println("  timeline                " + load.of(Kind.TIMELINE));
        System.out.println("  post                    " + load.of(Kind.POST));
        System.out.println("  from post to readable   " + load.readable() + ", " + arrivals.missing() + " not arrived");
        System.out.println("  " + FeedMeters.of(gateway).since(before, load.seconds()));
    }

    /** Each of those who return reads once, beside the others. */
    private void returning(FeedTown town, FeedLoad.People people, Arrivals arrivals, int half)
            throws IOException, InterruptedException {
        FeedLoad.People away = town.away(returning);
        FeedLoad others = new FeedLoad(gateway, FeedMix.READING, people, arrivals, half).begin();
        int each = Math.max(1, returning / seconds);
        Latencies latencies = new FeedReturn(gateway, away).run(each);
        others.end();
        arrivals.awaitAll(CALM);
        System.out.println("beside " + half + " requests/s, the first page of who returns after long: " + latencies);
    }
}
