package io.millrace.ingest.readers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.contracts.Topics;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.feed.Seen;
import io.millrace.contracts.graph.GraphEvent;
import io.millrace.contracts.graph.GraphEvent.FollowChanged;
import io.millrace.contracts.graph.GraphEvent.Following;
import io.millrace.infra.testing.SharedRuntime;
import io.millrace.ingest.TestLog;
import io.millrace.ingest.expiry.ExpiryProperties;
import io.millrace.ingest.expiry.Sweeper;
import io.millrace.ingest.graph.BlockReminders;
import io.millrace.ingest.graph.GraphProjection;
import io.millrace.ingest.log.EventAppender;
import io.millrace.ingest.log.Partitions;
import io.millrace.ingest.log.ProjectionRunner;
import io.millrace.ingest.log.Shards;
import io.millrace.storage.Cassandra;
import io.millrace.storage.CassandraSettings;
import io.millrace.storage.expiry.DueReads;
import io.millrace.storage.expiry.DueWrites;
import io.millrace.storage.feed.Reader;
import io.millrace.storage.feed.ReaderReads;
import io.millrace.storage.feed.ReaderWrites;
import io.millrace.storage.graph.GraphEdge;
import io.millrace.storage.graph.GraphReads;
import io.millrace.storage.graph.GraphWrites;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Readers who stay away and come back, from the topics to the tables and back to the topics, on real engines. */
class IdleReadersTest {
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final Duration IDLE = Duration.ofDays(14);
    private static final OwnerId ADA = new OwnerId("ada");
    private static final OwnerId ALAN = new OwnerId("alan");
    private static final OwnerId GRACE = new OwnerId("grace");
    private static final OwnerId EDSGER = new OwnerId("edsger");
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private static final Instant LONG_AGO = NOW.minus(IDLE).minus(Duration.ofMinutes(20));

    private Cassandra cassandra;
    private TestLog log;
    private GraphReads graph;
    private ReaderReads readers;
    private ProjectionRunner<GraphEvent> graphProjection;
    private ProjectionRunner<Seen> readersProjection;
    private EventAppender<GraphEvent> graphAppender;
    private EventAppender<Seen> readersAppender;
    private Sweeper sweeper;

    @BeforeEach
    void open() {
        cassandra = Cassandra.connect(
                CassandraSettings.of(SharedRuntime.engines().cassandra(), SharedRuntime.emptyKeyspace()));
        log = new TestLog();
        graph = new GraphReads(cassandra);
        readers = new ReaderReads(cassandra);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        DueWrites due = new DueWrites(cassandra);
        graphAppender = new EventAppender<>(log.address(), Topics.GRAPH, EventFamily.GRAPH);
        readersAppender = new EventAppender<>(log.address(), Topics.FEED_READERS, EventFamily.SEEN);
        Edges edges = new Edges(graph, graphAppender);
        graphProjection = new ProjectionRunner<>(
                new GraphProjection(new GraphWrites(cassandra), new BlockReminders(graph, due, Clock.systemUTC())),
                log.address(),
                meters);
        readersProjection = new ProjectionRunner<>(
                new ReadersProjection(new ReaderWrites(cassandra), due, edges, IDLE, Clock.systemUTC()),
                log.address(),
                meters);
        IdleReaders idle = new IdleReaders(new Shards(readersProjection, readersAppender), readers, edges, IDLE);
        sweeper = new Sweeper(
                List.of(idle),
                new DueReads(cassandra),
                due,
                new ExpiryProperties(
                        Duration.ofMillis(200),
                        Duration.ofSeconds(10),
                        1_000,
                        Duration.ofHours(1),
                        Duration.ofHours(1)),
                meters);
        graphProjection.start();
        readersProjection.start();
    }

    @AfterEach
    void close() {
        sweeper.stop();
        readersProjection.stop();
        graphProjection.stop();
        readersAppender.close();
        graphAppender.close();
        log.close();
        cassandra.close();
    }

    @Test
    void whatAnIdleReaderFollowsFallsAsleepAndWakesWhenTheyReturnAndTheirOwnChangesHold() {
        follow(ADA, GRACE, Following.FOLLOWING, LONG_AGO);
        follow(ADA, EDSGER, Following.FOLLOWING, LONG_AGO);
        follow(ADA, ALAN, Following.REQUESTED, LONG_AGO);
        follow(ALAN, GRACE, Following.FOLLOWING, LONG_AGO);
        awaitStates(ADA, Map.of(GRACE, Following.FOLLOWING, EDSGER, Following.FOLLOWING, ALAN, Following.REQUESTED));
        awaitStates(ALAN, Map.of(GRACE, Following.FOLLOWING));
        seen(ADA, LONG_AGO);
        seen(ALAN, LONG_AGO);
        seen(ALAN, NOW);
        await().atMost(LIMIT)
                .until(() -> new Reader(NOW, null).equals(readers.find(ALAN).block(LIMIT)));
        sweeper.start();

        awaitStates(ADA, Map.of(GRACE, Following.ASLEEP, EDSGER, Following.ASLEEP, ALAN, Following.REQUESTED));
        awaitStates(ALAN, Map.of(GRACE, Following.FOLLOWING));

        // She stops following one of them at the moment at which she is seen again.
        follow(ADA, EDSGER, Following.NONE, NOW);
        seen(ADA, NOW);
        awaitStates(ADA, Map.of(GRACE, Following.FOLLOWING, ALAN, Following.REQUESTED));
        Reader back = readers.find(ADA).block(LIMIT);
        assertThat(back.seenAt()).isEqualTo(NOW);
        assertThat(back.wokenAt()).isAfterOrEqualTo(NOW);
        assertThat(log.deadLetters(Topics.FEED_READERS)).isEmpty();
    }

    @Test
    void aSleepThatIsDecidedTooLateDoesNotBringBackWhoWasUnfollowed() {
        follow(ADA, GRACE, Following.FOLLOWING, LONG_AGO);
        awaitStates(ADA, Map.of(GRACE, Following.FOLLOWING));
        Edges edges = new Edges(graph, graphAppender);

        follow(ADA, GRACE, Following.NONE, NOW);
        await().atMost(LIMIT).until(() -> states(ADA).isEmpty());
        graphAppender
                .append(
                        new FollowChanged(ADA, GRACE, Following.ASLEEP, LONG_AGO.plus(1, ChronoUnit.MICROS)).key(),
                        GRACE.value(),
                        new FollowChanged(ADA, GRACE, Following.ASLEEP, LONG_AGO.plus(1, ChronoUnit.MICROS)))
                .block(LIMIT);
        follow(ADA, EDSGER, Following.FOLLOWING, NOW);

        awaitStates(ADA, Map.of(EDSGER, Following.FOLLOWING));
        assertThat(edges.anyAsleep(ADA).block(LIMIT)).isFalse();
        assertThat(edges.sleep(ADA).block(LIMIT)).isEqualTo(1);
        awaitStates(ADA, Map.of(EDSGER, Following.ASLEEP));
    }

    private void follow(OwnerId follower, OwnerId followee, Following state, Instant at) {
        FollowChanged event = new FollowChanged(follower, followee, state, at);
        log.append(Topics.GRAPH, Partitions.of(Topics.GRAPH, followee.value()), EventFamily.GRAPH, event.key(), event);
        log.flush();
    }

    private void seen(OwnerId user, Instant at) {
        log.append(Topics.FEED_READERS, EventFamily.SEEN, user.value(), new Seen(user, at));
        log.flush();
    }

    private void awaitStates(OwnerId follower, Map<OwnerId, Following> expected) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(states(follower)).isEqualTo(expected));
    }

    private Map<OwnerId, Following> states(OwnerId follower) {
        return graph.following(follower)
                .collectMap(GraphEdge::followee, GraphEdge::state)
                .block(LIMIT);
    }
}
