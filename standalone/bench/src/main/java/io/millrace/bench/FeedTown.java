package io.millrace.bench;

import io.millrace.contracts.Topics;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.storage.Cassandra;
import io.millrace.storage.graph.GraphReads;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;

/** The people of a graph. Some have accounts: those who post, those who read, and those who return after long. */
final class FeedTown {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int PARTITIONS = Topics.FEED_DELIVERIES.partitions();

    /** How many readers of a pulled author look for each post. */
    private static final int PAGES = 2;

    private final FollowerGraph graph;
    private final FeedPeople people;
    private final GraphReads edges;
    private final FeedLog log;
    private final Backlog backlog;
    private final SplittableRandom random;
    private final List<Integer> authors;
    private final List<Integer> readers;

    FeedTown(
            FollowerGraph graph,
            int authors,
            int readers,
            long seed,
            Cassandra cassandra,
            FeedLog log,
            Backlog backlog) {
        this.graph = graph;
        this.people = new FeedPeople(cassandra);
        this.edges = new GraphReads(cassandra);
        this.log = log;
        this.backlog = backlog;
        this.random = new SplittableRandom(seed);
        this.authors = graph.heardOf(authors, random);
        this.readers = graph.any(readers, this.authors, random);
    }

    /** Has everybody follow whom they follow, unless they do already. */
    void settle() {
        int last = graph.users() - 1;
        int whom = graph.followees(last)[graph.followees(last).length - 1];
        if (!follows(last, FollowerGraph.name(whom))) {
            long begin = System.nanoTime();
            for (int user = 0; user < graph.users(); user++) {
                for (int followee : graph.followees(user)) {
                    log.follow(FollowerGraph.name(user), FollowerGraph.name(followee));
                }
            }
            awaitEdges(begin, graph.edges());
        }
    }

    /** Has that many follow one more, unless they do already, and gives that one an account. */
    OwnerId giant(int followers) {
        OwnerId giant = new OwnerId("giant" + followers);
        people.letIn(List.of(giant), log);
        if (!follows(followers - 1, giant)) {
            long begin = System.nanoTime();
            for (int user = 0; user < followers; user++) {
                log.follow(FollowerGraph.name(user), giant);
            }
            awaitEdges(begin, followers);
        }
        return giant;
    }

    private boolean follows(int user, OwnerId whom) {
        return edges.edge(FollowerGraph.name(user), whom).block(LIMIT) != null;
    }

    /** Waits until the feed-builder and the tables know all follows, and says how long each took. */
    private void awaitEdges(long begin, long count) {
        log.flush();
        backlog.awaitNone(Backlog.topology("feed-control"), Topics.GRAPH);
        backlog.awaitNone(Backlog.topology("feed-worker"), Topics.FEED_FANOUT);
        double buckets = (System.nanoTime() - begin) / 1e9;
        backlog.awaitNone(Backlog.projection("graph"), Topics.GRAPH);
        System.out.printf(
                "%d follows are in buckets after %.0f s, %.0f/s, and in the tables after %.0f s%n",
                count, buckets, count / buckets, (System.nanoTime() - begin) / 1e9);
    }

    /** What the posts of one turn of all authors make of deliveries, if those with that many followers are pulled. */
    long deliveries(long pullFrom) {
        return authors.stream()
                .mapToLong(author -> graph.followers(author).length)
                .filter(followers -> followers < pullFrom)
                .sum();
    }

    /**
     * Gives accounts to those who post and read.
     *
     * @param pullFrom the posts of authors with that many followers are looked for in pages, of others among rows
     */
    FeedLoad.People people(long pullFrom) {
        letIn(authors);
        letIn(readers);
        Map<OwnerId, Receivers> receivers = new HashMap<>();
        for (int author : authors) {
            int[] followers = graph.followers(author);
            receivers.put(
                    FollowerGraph.name(author),
                    followers.length >= pullFrom
                            ? new Receivers(readersOf(author), true)
                            : new Receivers(some(followers.length, i -> followers[i]), false));
        }
        return new FeedLoad.People(
                names(readers), names(authors), people::key, author -> receivers.getOrDefault(author, Receivers.NONE));
    }

    private List<OwnerId> readersOf(int author) {
        return readers.stream()
                .filter(reader -> follows(reader, author))
                .limit(PAGES)
                .map(FollowerGraph::name)
                .toList();
    }

    private boolean follows(int reader, int author) {
        return Arrays.stream(graph.followees(reader)).anyMatch(followee -> followee == author);
    }

    /** How many of those whom readers follow post and are pulled, on average. */
    double pulledEach(long pullFrom) {
        return readers.stream()
                .mapToLong(reader -> authors.stream()
                        .filter(author -> graph.followers(author).length >= pullFrom && follows(reader, author))
                        .count())
                .average()
                .orElse(0);
    }

    /** Some of a giant's followers. */
    List<OwnerId> someOfGiant(int followers) {
        return some(followers, follower -> follower);
    }

    /** Gives accounts to others, whom the feed-builder takes for gone until they read: nothing is delivered to them. */
    FeedLoad.People away(int count) {
        List<Integer> away = graph.any(
                count, List.of(authors, readers).stream().flatMap(List::stream).toList(), random);
        letIn(away);
        for (int user : away) {
            for (int followee : graph.followees(user)) {
                log.sleep(FollowerGraph.name(user), FollowerGraph.name(followee));
            }
        }
        log.flush();
        backlog.awaitNone(Backlog.projection("graph"), Topics.GRAPH);
        return new FeedLoad.People(names(away), List.of(), people::key, author -> Receivers.NONE);
    }

    String key(OwnerId name) {
        return people.key(name);
    }

    private void letIn(List<Integer> users) {
        people.letIn(names(users), log);
        backlog.awaitNone(Backlog.projection("accounts"), Topics.ACCOUNTS);
    }

    private static List<OwnerId> names(List<Integer> users) {
        return users.stream().map(FollowerGraph::name).toList();
    }

    /** Of each partition of feeds the one who began to follow last, to whom deliveries go last, and any other. */
    private List<OwnerId> some(int count, IntFunction<Integer> followers) {
        List<List<OwnerId>> partitions = IntStream.range(0, PARTITIONS)
                .<List<OwnerId>>mapToObj(partition -> new ArrayList<>())
                .toList();
        for (int i = 0; i < count; i++) {
            OwnerId name = FollowerGraph.name(followers.apply(i));
            partitions.get(partition(name)).add(name);
        }
        Set<OwnerId> some = new LinkedHashSet<>();
        for (List<OwnerId> partition : partitions) {
            if (!partition.isEmpty()) {
                some.add(partition.get(partition.size() - 1));
                some.add(partition.get(random.nextInt(partition.size())));
            }
        }
        return List.copyOf(some);
    }

    private static int partition(OwnerId name) {
        return BuiltInPartitioner.partitionForKey(name.value().getBytes(StandardCharsets.US_ASCII), PARTITIONS);
    }
}
