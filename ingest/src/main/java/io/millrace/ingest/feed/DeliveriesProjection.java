package io.millrace.ingest.feed;

import io.millrace.contracts.Topic;
import io.millrace.contracts.Topics;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.feed.Delivery;
import io.millrace.ingest.log.Projection;
import io.millrace.storage.feed.FeedWrites;
import java.util.List;
import reactor.core.publisher.Mono;

/** Writes posts into the feeds that they are delivered to. */
public final class DeliveriesProjection implements Projection<Delivery> {
    private final FeedWrites writes;

    public DeliveriesProjection(FeedWrites writes) {
        this.writes = writes;
    }

    @Override
    public String name() {
        return "deliveries";
    }

    @Override
    public Topic topic() {
        return Topics.FEED_DELIVERIES;
    }

    @Override
    public EventFamily<Delivery> family() {
        return EventFamily.DELIVERIES;
    }

    @Override
    public Mono<Void> apply(List<Delivery> events) {
        return writes.putAll(events);
    }
}
