package io.millrace.gateway.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.graph.GraphEvent;
import io.millrace.contracts.graph.GraphEvent.BlockChanged;
import io.millrace.contracts.graph.GraphEvent.FollowChanged;
import io.millrace.contracts.graph.GraphEvent.Following;
import io.millrace.gateway.links.Gateways;
import io.millrace.storage.graph.GraphReads;
import io.millrace.storage.graph.GraphWrites;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class GraphExportTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Instant SINCE = Instant.parse("2026-03-04T05:06:07.000008Z");
    private static final OwnerId ME = new OwnerId("exporting");

    @Test
    void itTellsWhomOneFollowsAndBlocksAndEveryFollowerButNotWhoBlocks() {
        List<GraphEvent> events = new ArrayList<>(List.of(
                follow(ME, new OwnerId("followed"), Following.FOLLOWING),
                follow(ME, new OwnerId("asleep"), Following.ASLEEP),
                follow(ME, new OwnerId("asked"), Following.REQUESTED),
                follow(ME, new OwnerId("formerly"), Following.NONE),
                new BlockChanged(ME, new OwnerId("blocked"), true, SINCE),
                new BlockChanged(new OwnerId("blocker"), ME, true, SINCE)));
        for (int i = 0; i < 2_100; i++) {
            events.add(follow(new OwnerId("fan" + i), ME, Following.FOLLOWING));
        }
        Gateways.FIRST.bean(GraphWrites.class).putAll(events).block(LIMIT);

        List<String> lines = exported();
        assertThat(lines)
                .contains(
                        "{\"type\":\"follow\",\"userName\":\"followed\",\"state\":\"following\",\"since\":\"2026-03-04T05:06:07.000008Z\"}")
                .contains("{\"type\":\"block\",\"userName\":\"blocked\",\"since\":\"2026-03-04T05:06:07.000008Z\"}")
                .anyMatch(line -> line.contains("\"asleep\",\"state\":\"following\""))
                .anyMatch(line -> line.contains("\"asked\",\"state\":\"requested\""))
                .noneMatch(line -> line.contains("formerly") || line.contains("blocker"));
        assertThat(lines.stream().filter(line -> line.contains("\"follower\"")).distinct())
                .hasSize(2_100);
        assertThat(lines).hasSize(2_104);
    }

    private static List<String> exported() {
        return Objects.requireNonNull(new GraphExport(Gateways.FIRST.bean(GraphReads.class))
                .of(ME)
                .map(line -> StandardCharsets.UTF_8.decode(line).toString().strip())
                .collectList()
                .block(LIMIT));
    }

    private static FollowChanged follow(OwnerId follower, OwnerId followee, Following state) {
        return new FollowChanged(follower, followee, state, SINCE);
    }
}
