package io.millrace.ingest.posts;

import io.millrace.contracts.Topic;
import io.millrace.contracts.Topics;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.posts.Count;
import io.millrace.ingest.log.Projection;
import io.millrace.storage.posts.CountWrites;
import java.util.List;
import reactor.core.publisher.Mono;

/** Keeps how many likes a post and how many followers an account has. */
public final class CountsProjection implements Projection<Count> {
    private final CountWrites writes;

    public CountsProjection(CountWrites writes) {
        this.writes = writes;
    }

    @Override
    public String name() {
        return "counts";
    }

    @Override
    public Topic topic() {
        return Topics.COUNTS;
    }

    @Override
    public EventFamily<Count> family() {
        return EventFamily.COUNTS;
    }

    @Override
    public Mono<Void> apply(List<Count> events) {
        return writes.putAll(events);
    }
}
