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
 * Posts and reads feeds in a running Millrace, among as many as follow one another in {@link FollowerGraph}. Follows are appended
 * to the log as a gateway does it; whoever posts and reads has an account, and does so over HTTP.
 */
@Command(
        name = "feed",
        mixinStandardHelpOptions = true,
        description = "Measures feeds, from posts to pages, in a running Millrace among very many who follow one another.")
final class Feed implements Callable<Integer> {
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

    @Option(
            names = "--pull-from",
            description = "What millrace.fanout.pull-from of the running Millrace is (default ${DEFAULT-VALUE}).")
    private long pullFrom = 10_000;

    @Option(names = "--rate", description = "Requests per second; the highest that is sustained when left out.")
    private int rate;

    @Option(names = "--seconds", description = "How long each measurement takes (default ${DEFAULT-VALUE}).")
    private int seconds = 30;

    @Option(names = "--seed", description = "Of the graph and of who is chosen from it (default ${DEFAULT-VALUE}).")
    private long seed = 7;

    @Override
    public Integer call() throws IOException, InterruptedException {
        FollowerGraph graph = new FollowerGraph(users, follows, seed);
        System.out.println(graph);
        try (Cassandra cassandra = Cassandra.connect(CassandraSettings.of(stack.node(), "millrace"));
                FeedLog log = new FeedLog(stack.brokers(), Topics.DEFAULT_PREFIX);
                Backlog backlog = new Backlog(stack.brokers(), Topics.DEFAULT_PREFIX);
                Arrivals arrivals = new Arrivals(new FeedReads(cassandra))) {
            FeedTown town = new FeedTown(graph, cassandra, log, backlog);
            town.settle();
            measure(FeedMix.READING, town.people(authors, readers, pullFrom, seed), arrivals);
            return 0;
        }
    }

    private void measure(FeedMix mix, FeedLoad.People people, Arrivals arrivals)
            throws IOException, InterruptedException {
        new FeedLoad(gateway, mix, people, arrivals, rate).run(seconds / 2.0);
        FeedMeters before = FeedMeters.of(gateway);
        FeedLoad load = new FeedLoad(gateway, mix, people, arrivals, rate).run(seconds);
        arrivals.awaitAll(Duration.ofMinutes(1));
        System.out.printf("%s, %d requests/s, %.2f of it achieved, %d failed%n", mix, rate, load.achieved(), load.failed());
        System.out.println("  feed page               " + load.of(Kind.FEED));
        System.out.println("  timeline                " + load.of(Kind.TIMELINE));
        System.out.println("  post                    " + load.of(Kind.POST));
        System.out.println("  from post to readable   " + load.readable() + ", " + arrivals.missing() + " not arrived");
        System.out.println("  " + FeedMeters.of(gateway).since(before, load.seconds()));
    }
}
