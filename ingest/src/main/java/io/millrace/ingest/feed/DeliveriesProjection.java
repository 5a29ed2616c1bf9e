package io.millrace.ingest.feed;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.contracts.Topic;
import io.millrace.contracts.Topics;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.feed.Delivery;
import io.millrace.ingest.log.Projection;
import io.millrace.storage.feed.FeedWrites;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Writes each post that is delivered into the feed of each follower. The more deliveries wait, the more of them concern the same
 * feed, and these share a write: so what falls behind catches up faster.
 */
public final class DeliveriesProjection implements Projection<Delivery> {
    /** How many rows are held and written together at most, beside those of one delivery. */
    private static final int ROWS_TOGETHER = 100_000;

    private final FeedRows rows;
    private final AtomicInteger underWay = new AtomicInteger();

    public DeliveriesProjection(FeedWrites feeds, MeterRegistry meters) {
        this.rows = new FeedRows(feeds, "ordinary", meters);
    }

    /** Whether deliveries are being written. */
    public boolean isWriting() {
        return underWay.get() > 0;
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
    public Mono<Void> apply(List<Delivery> deliveries) {
        return Mono.using(
                underWay::incrementAndGet,
                begun -> Flux.fromIterable(shares(deliveries))
                        .concatMap(rows::write, 1)
                        .then(),
                begun -> underWay.decrementAndGet());
    }

    /** In shares of about as many rows as may be held. */
    private static List<List<Delivery>> shares(List<Delivery> deliveries) {
        List<List<Delivery>> shares = new ArrayList<>();
        int begin = 0;
        long rows = 0;
        for (int end = 0; end < deliveries.size(); end++) {
            rows += FeedRows.count(deliveries.get(end));
            if (rows >= ROWS_TOGETHER) {
                shares.add(deliveries.subList(begin, end + 1));
                begin = end + 1;
                rows = 0;
            }
        }
        if (begin < deliveries.size()) {
            shares.add(deliveries.subList(begin, deliveries.size()));
        }
        return shares;
    }
}
