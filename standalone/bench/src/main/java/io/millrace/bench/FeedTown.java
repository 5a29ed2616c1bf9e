package io.millrace.bench;

import io.millrace.contracts.Topics;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.storage.Cassandra;
import io.millrace.storage.graph.GraphReads;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;

/** The people of a graph, of whom some have accounts: those who post and those who read. */
final class FeedTown {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int PARTITIONS = Topics.FEED_DELIVERIES.partitions();

    private final FollowerGraph graph;
    private final FeedPeople people;
    private final GraphReads edges;
    private final FeedLog log;
    private final Backlog backlog;

    FeedTown(FollowerGraph graph, Cassandra cassandra, FeedLog log, Backlog backlog) {
        this.graph = graph;
        this.people = new FeedPeople(cassandra);
        this.edges = new GraphReads(cassandra);
        this.log = log;
        this.backlog = backlog;
    }

    /** Has everybody follow whom they follow, unless they do already. */
    void settle() {
        int last = graph.users() - 1;
        OwnerId whom = FollowerGraph.name(graph.followees(last)[graph.followees(last).length - 1]);
        if (edges.edge(FollowerGraph.name(last), whom).block(LIMIT) != null) {
            System.out.println("they follow one another already");
            return;
        }
        long begin = System.nanoTime();
        for (int user = 0; user < graph.users(); user++) {
            for (int followee : graph.followees(user)) {
                log.follow(FollowerGraph.name(user), FollowerGraph.name(followee));
            }
        }
        log.flush();
        awaitEdges();
        double took = (System.nanoTime() - begin) / 1e9;
        System.out.printf("all follows in the tables and in buckets after %.0f s, %.0f/s%n", took, graph.edges() / took);
    }

    /** Waits until the feed-builder and the tables know all follows. */
    private void awaitEdges() {
        backlog.awaitNone(Backlog.topology("feed-control"), Topics.GRAPH);
        backlog.awaitNone(Backlog.topology("feed-worker"), Topics.FEED_FANOUT);
        backlog.awaitNone(Backlog.projection("graph"), Topics.GRAPH);
    }

    /**
     * Gives accounts to some.
     *
     * @param pullFrom authors with that many followers have no receivers
     */
    FeedLoad.People people(int authors, int readers, long pullFrom, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Integer> posting = graph.heardOf(authors, random);
        List<Integer> reading = graph.any(readers, posting, random);
        List<OwnerId> postingNames = posting.stream().map(FollowerGraph::name).toList();
        List<OwnerId> readingNames = reading.stream().map(FollowerGraph::name).toList();
        people.letIn(Stream.concat(postingNames.stream(), readingNames.stream()).toList(), log);
        backlog.awaitNone(Backlog.projection("accounts"), Topics.ACCOUNTS);
        Map<OwnerId, List<OwnerId>> receivers = new HashMap<>();
        for (int author : posting) {
            int[] followers = graph.followers(author);
            boolean pulled = followers.length >= pullFrom;
            receivers.put(FollowerGraph.name(author), pulled ? List.of() : receivers(followers, random));
        }
        return new FeedLoad.People(
                readingNames, postingNames, people::key, author -> receivers.getOrDefault(author, List.of()));
    }

    /** Of each partition of feeds the one who began to follow last, to whom deliveries go last, and any other. */
    private static List<OwnerId> receivers(int[] followers, SplittableRandom random) {
        Set<OwnerId> some = new LinkedHashSet<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            int here = partition;
            List<OwnerId> names = Arrays.stream(followers)
                    .mapToObj(FollowerGraph::name)
                    .filter(name -> partition(name) == here)
                    .toList();
            if (!names.isEmpty()) {
                some.add(names.get(names.size() - 1));
                some.add(names.get(random.nextInt(names.size())));
            }
        }
        return List.copyOf(some);
    }

    private static int partition(OwnerId name) {
        return BuiltInPartitioner.partitionForKey(name.value().getBytes(StandardCharsets.US_ASCII), PARTITIONS);
    }
}
