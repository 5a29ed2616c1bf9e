package io.millrace.streams;

import java.util.List;
import org.apache.kafka.streams.KafkaStreams.State;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether topologies run, or find their place among the other instances: that is a part of running, and passes by itself. */
public final class StreamsHealth implements HealthIndicator {
    private final List<StreamsLifecycle> streams;

    public StreamsHealth(StreamsLifecycle... streams) {
        this.streams = List.of(streams);
    }

    @Override
    public Health health() {
        boolean up = streams.stream().map(StreamsLifecycle::state).allMatch(StreamsHealth::runs);
        List<String> states = streams.stream()
                .map(StreamsLifecycle::state)
                .map(state -> state == null ? "stopped" : state.name())
                .toList();
        return (up ? Health.up() : Health.outOfService())
                .withDetail("state", String.join(", ", states))
                .build();
    }

    private static boolean runs(@Nullable State state) {
        return state == State.RUNNING || state == State.REBALANCING;
    }
}
