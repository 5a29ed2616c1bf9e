package io.millrace.ingest.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.contracts.Topics;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.graph.GraphEvent;
import io.millrace.contracts.graph.GraphEvent.BlockChanged;
import io.millrace.contracts.graph.GraphEvent.FollowChanged;
import io.millrace.contracts.graph.GraphEvent.Following;
import io.millrace.infra.testing.SharedRuntime;
import io.millrace.ingest.TestLog;
import io.millrace.ingest.expiry.ExpiryProperties;
import io.millrace.ingest.expiry.ExpiryTarget.Verdict;
import io.millrace.ingest.expiry.Sweeper;
import io.millrace.ingest.log.EventAppender;
import io.millrace.ingest.log.ProjectionRunner;
import io.millrace.ingest.log.Shards;
import io.millrace.storage.Cassandra;
import io.millrace.storage.CassandraSettings;
import io.millrace.storage.expiry.DueReads;
import io.millrace.storage.expiry.DueWrites;
import io.millrace.storage.graph.GraphEdge;
import io.millrace.storage.graph.GraphReads;
import io.millrace.storage.graph.GraphWrites;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From the topic to the tables, on real engines. */
class GraphProjectionTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Instant AT = Instant.parse("2026-03-04T05:06:07.089Z");
    private static final OwnerId ADA = new OwnerId("ada");
    private static final OwnerId BOB = new OwnerId("bob");

    private Cassandra cassandra;
    private TestLog log;
    private GraphReads reads;
    private EventAppender<GraphEvent> appender;
    private EdgeEnds ends;
    private ProjectionRunner<GraphEvent> runner;
    private BlockedEdges blocked;
    private Sweeper sweeper;

    @BeforeEach
    void open() {
        cassandra = Cassandra.connect(
                CassandraSettings.of(SharedRuntime.engines().cassandra(), SharedRuntime.emptyKeyspace()));
        log = new TestLog();
        reads = new GraphReads(cassandra);
        appender = new EventAppender<>(log.address(), Topics.GRAPH, EventFamily.GRAPH);
        ends = new EdgeEnds(appender);
        DueWrites due = new DueWrites(cassandra);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        runner = new ProjectionRunner<>(
                new GraphProjection(new GraphWrites(cassandra), new BlockReminders(reads, due, Clock.systemUTC())),
                log.address(),
                meters);
        blocked = new BlockedEdges(new Shards(runner, appender), reads, ends);
        Duration hour = Duration.ofHours(1);
        sweeper = new Sweeper(
                List.of(blocked),
                new DueReads(cassandra),
                due,
                new ExpiryProperties(Duration.ofMillis(200), Duration.ZERO, 1_000, hour, hour),
                meters);
        runner.start();
        sweeper.start();
    }

    @AfterEach
    void close() {
        sweeper.stop();
        runner.stop();
        appender.close();
        log.close();
        cassandra.close();
    }

    @Test
    void theLaterMomentHoldsWhateverTheOrder() {
        append(new FollowChanged(ADA, BOB, Following.NONE, at(2)));
        append(new FollowChanged(ADA, BOB, Following.FOLLOWING, at(1)));
        append(new FollowChanged(BOB, ADA, Following.FOLLOWING, at(3)));
        append(new FollowChanged(BOB, ADA, Following.REQUESTED, at(1)));
        await().atMost(LIMIT).untilAsserted(() -> assertThat(followers(ADA)).containsExactly(BOB));
        assertThat(edge(ADA, BOB)).isNull();
        assertThat(requests(ADA)).isEmpty();
    }

    @Test
    void nobodyFollowsWhereOneBlocksTheOtherWhicheverCameFirst() {
        append(new FollowChanged(ADA, BOB, Following.FOLLOWING, at(1)));
        append(new FollowChanged(BOB, ADA, Following.REQUESTED, at(1)));
        await().atMost(LIMIT).untilAsserted(() -> assertThat(requests(ADA)).containsExactly(BOB));
        append(new BlockChanged(BOB, ADA, true, at(2)));
        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(edge(ADA, BOB)).isNull();
            assertThat(edge(BOB, ADA)).isNull();
            assertThat(requests(ADA)).isEmpty();
        });
        // A gateway that had not heard of the block.
        append(new FollowChanged(ADA, BOB, Following.FOLLOWING, at(3)));
        OwnerId other = new OwnerId("other");
        append(new FollowChanged(other, BOB, Following.FOLLOWING, at(3)));
        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(edge(ADA, BOB)).isNull();
            assertThat(followers(BOB)).containsExactly(other);
        });
    }

    /** Events come again, and those of two partitions in any order: then a block is read after it was lifted. */
    @Test
    void whoFollowsAfterABlockWasLiftedGoesOnFollowingWhateverIsReadWhen() {
        append(new FollowChanged(ADA, BOB, Following.FOLLOWING, at(3)));
        await().atMost(LIMIT).untilAsserted(() -> assertThat(followers(BOB)).containsExactly(ADA));
        for (int i = 0; i < 20; i++) {
            append(new BlockChanged(BOB, ADA, true, at(1)));
            append(new BlockChanged(ADA, BOB, true, at(1)));
            append(new BlockChanged(ADA, BOB, false, at(2)));
            append(new BlockChanged(BOB, ADA, false, at(2)));
        }
        await().atMost(LIMIT)
                .until(() -> blocked.purge("ada/bob", at(9)).block(LIMIT) == Verdict.NOTHING_DUE
                        && blocked.purge("bob/ada", at(9)).block(LIMIT) == Verdict.NOTHING_DUE);
        // What would end it is behind all that, and so is this.
        append(new FollowChanged(BOB, ADA, Following.FOLLOWING, at(4)));
        await().atMost(LIMIT).untilAsserted(() -> assertThat(followers(ADA)).containsExactly(BOB));
        assertThat(followers(BOB)).containsExactly(ADA);
    }

    @Test
    void aClosedAccountIsTakenOutOfTheGraphSomeEdgesAtATime() {
        IntStream.range(0, 25)
                .forEach(i -> append(new FollowChanged(new OwnerId("fan" + i), ADA, Following.FOLLOWING, at(1))));
        append(new FollowChanged(new OwnerId("shy"), ADA, Following.REQUESTED, at(1)));
        append(new FollowChanged(ADA, BOB, Following.FOLLOWING, at(1)));
        append(new BlockChanged(ADA, new OwnerId("troll"), true, at(1)));
        append(new BlockChanged(new OwnerId("foe"), ADA, true, at(1)));
        await().atMost(LIMIT).untilAsserted(() -> assertThat(
                        reads.blockedBy(ADA).collectList().block(LIMIT))
                .hasSize(1));
        await().atMost(LIMIT).untilAsserted(() -> assertThat(followers(ADA)).hasSize(25));

        OwnedEdges edges = new OwnedEdges(reads, ends);
        assertThat(edges.end(ADA, at(5), 10).block(LIMIT))
                .as("there are more than fit a pass")
                .isEqualTo(Verdict.MORE);
        await().atMost(LIMIT).until(() -> edges.end(ADA, at(5), 10).block(LIMIT) == Verdict.PURGED);
        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(followers(ADA)).isEmpty();
            assertThat(requests(ADA)).isEmpty();
            assertThat(edge(ADA, BOB)).isNull();
            assertThat(reads.blocked(ADA).collectList().block(LIMIT)).isEmpty();
            assertThat(reads.blockedBy(ADA).collectList().block(LIMIT)).isEmpty();
        });
    }

    private void append(GraphEvent event) {
        appender.append(event.key(), event.subject().value(), event).block(LIMIT);
    }

    private GraphEdge edge(OwnerId follower, OwnerId followee) {
        return reads.edge(follower, followee).block(LIMIT);
    }

    private List<OwnerId> followers(OwnerId followee) {
        return reads.followers(followee, null, 100)
                .map(GraphEdge::follower)
                .collectList()
                .block(LIMIT);
    }

    private List<OwnerId> requests(OwnerId followee) {
        return reads.requests(followee, null, 100).collectList().block(LIMIT);
    }

    private static Instant at(int seconds) {
        return AT.plus(seconds, ChronoUnit.SECONDS);
    }
}
