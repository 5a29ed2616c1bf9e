package io.millrace.ingest.feed;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.contracts.Topic;
import io.millrace.contracts.Topics;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.feed.Delivery;
import io.millrace.ingest.log.Projection;
import io.millrace.storage.feed.FeedWrites;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Writes the deliveries of posts with very many receivers, with what the deliveries of others leave: one at a time, of some hundred
 * rows. Before each it waits while others of this instance are being written, and after each it rests as long as the
 * writes took. So at most half of the time it writes, and the busier the database is the fewer rows that are, whichever
 * instance writes for the others.
 */
public final class BulkDeliveriesProjection implements Projection<Delivery> {
    private static final int RECORDS_TOGETHER = 120;
    private static final Duration ASK = Duration.ofMillis(5);
    /** Others that never end do not keep it waiting for ever. */
    private static final int LONGEST_WAIT = 50;

    private final FeedRows rows;
    private final BooleanSupplier others;

    /** @param others whether deliveries of others are being written */
    public BulkDeliveriesProjection(FeedWrites feeds, BooleanSupplier others, MeterRegistry meters) {
        this.rows = new FeedRows(feeds, "bulk", meters);
        this.others = others;
    }

    @Override
    public String name() {
        return "bulk-deliveries";
    }

    @Override
    public Topic topic() {
        return Topics.FEED_BULK_DELIVERIES;
    }

    @Override
    public EventFamily<Delivery> family() {
        return EventFamily.DELIVERIES;
    }

    @Override
    public int recordsTogether() {
        return RECORDS_TOGETHER;
    }

    @Override
    public int partitionsTogether() {
        return 1;
    }

    @Override
    public Mono<Void> apply(List<Delivery> deliveries) {
        return Flux.fromIterable(deliveries)
                .concatMap(delivery -> whileOthersWrite().then(writeAndRest(delivery)), 1)
                .then();
    }

    private Mono<Void> whileOthersWrite() {
        return Flux.range(0, LONGEST_WAIT)
                .takeWhile(turn -> others.getAsBoolean())
                .concatMap(turn -> Mono.delay(ASK), 1)
                .then();
    }

    private Mono<Void> writeAndRest(Delivery delivery) {
        return rows.write(List.of(delivery))
                .thenReturn(delivery)
                .elapsed()
                .flatMap(took -> Mono.delay(Duration.ofMillis(took.getT1())))
                .then();
    }
}
