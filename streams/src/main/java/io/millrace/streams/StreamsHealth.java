package io.millrace.streams;

import org.apache.kafka.streams.KafkaStreams.State;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether a topology runs, or finds its place among the other instances: that is a part of running, and passes by itself. */
public final class StreamsHealth implements HealthIndicator {
    private final StreamsLifecycle streams;

    public StreamsHealth(StreamsLifecycle streams) {
        this.streams = streams;
    }

    @Override
    public Health health() {
        State state = streams.state();
        boolean up = state == State.RUNNING || state == State.REBALANCING;
        return (up ? Health.up() : Health.outOfService())
                .withDetail("state", state == null ? "stopped" : state.name())
                .build();
    }
}
