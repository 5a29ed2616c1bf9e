package io.millrace.storage.graph;

import static io.millrace.storage.TestDatabase.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.graph.GraphEvent.FollowChanged;
import io.millrace.contracts.graph.GraphEvent.Following;
import io.millrace.storage.TestDatabase;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraphTablesTest {
    private static final Instant AT = Instant.parse("2026-03-04T05:06:07.089Z");
    private static final OwnerId ADA = new OwnerId("graph.ada");
    private static final OwnerId BOB = new OwnerId("graph.bob");

    private final GraphReads reads = new GraphReads(TestDatabase.shared());
    private final GraphWrites writes = new GraphWrites(TestDatabase.shared());

    @Test
    void whatHasEndedIsInNoListAndItsMomentIsKnown() {
        put(Following.FOLLOWING, 1);
        assertThat(reads.edge(ADA, BOB).block(LIMIT)).isNotNull();
        put(Following.NONE, 3);
        put(Following.ASLEEP, 2);

        assertThat(reads.edge(ADA, BOB).block(LIMIT)).isNull();
        assertThat(reads.following(ADA).collectList().block(LIMIT)).isEmpty();
        assertThat(reads.followers(BOB, null, 10).collectList().block(LIMIT)).isEmpty();
        assertThat(reads.followingOrEnded(ADA).collectList().block(LIMIT))
                .containsExactly(new GraphEdge(ADA, BOB, Following.NONE, micros(3)));

        put(Following.FOLLOWING, 3);
        assertThat(reads.edge(ADA, BOB).block(LIMIT))
                .as("of the same moment the end holds")
                .isNull();
        put(Following.FOLLOWING, 4);
        assertThat(reads.edge(ADA, BOB).block(LIMIT))
                .isEqualTo(new GraphEdge(ADA, BOB, Following.FOLLOWING, micros(4)));
    }

    private void put(Following state, int second) {
        writes.putAll(List.of(new FollowChanged(ADA, BOB, state, AT.plusSeconds(second))))
                .block(LIMIT);
    }

    private static long micros(int second) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, AT.plusSeconds(second));
    }
}
