package io.millrace.ingest.graph;

import io.millrace.contracts.Topic;
import io.millrace.contracts.Topics;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.graph.GraphEvent;
import io.millrace.ingest.log.Projection;
import io.millrace.storage.graph.GraphWrites;
import java.util.List;
import reactor.core.publisher.Mono;

/** Keeps who follows and who blocks whom, and sees to it that nobody follows where one blocks the other. */
public final class GraphProjection implements Projection<GraphEvent> {
    private final GraphWrites writes;
    private final BlockReminders blocked;

    public GraphProjection(GraphWrites writes, BlockReminders blocked) {
        this.writes = writes;
        this.blocked = blocked;
    }

    @Override
    public String name() {
        return "graph";
    }

    @Override
    public Topic topic() {
        return Topics.GRAPH;
    }

    @Override
    public EventFamily<GraphEvent> family() {
        return EventFamily.GRAPH;
    }

    @Override
    public Mono<Void> apply(List<GraphEvent> events) {
        return writes.putAll(events).then(Mono.defer(() -> blocked.put(events)));
    }
}
