package io.millrace.ingest.feed;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.feed.Delivery;
import io.millrace.storage.feed.FeedPost;
import io.millrace.storage.feed.FeedWrites;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/** Deliveries as rows of feeds. Those for the same feed share a write. */
final class FeedRows {
    private final FeedWrites feeds;
    private final Counter written;

    /** @param lane how operators call those deliveries */
    FeedRows(FeedWrites feeds, String lane, MeterRegistry meters) {
        this.feeds = feeds;
        this.written = Counter.builder("millrace.ingest.feed.rows")
                .description("Rows of feeds that the database has acknowledged")
                .tag("lane", lane)
                .register(meters);
    }

    /** How many rows a delivery is. */
    static long count(Delivery delivery) {
        return (long) delivery.posts().size() * delivery.followers().size();
    }

    Mono<Void> write(List<Delivery> deliveries) {
        return Mono.defer(() -> feeds.add(byFeed(deliveries)))
                .doOnSuccess(done -> written.increment(
                        deliveries.stream().mapToLong(FeedRows::count).sum()));
    }

    private static Map<OwnerId, List<FeedPost>> byFeed(List<Delivery> deliveries) {
        Map<OwnerId, List<FeedPost>> feeds = new HashMap<>();
        for (Delivery delivery : deliveries) {
            List<FeedPost> posts = delivery.posts().stream()
                    .map(post -> new FeedPost(post, delivery.author()))
                    .toList();
            delivery.followers().forEach(follower -> feeds.computeIfAbsent(follower, user -> new ArrayList<>())
                    .addAll(posts));
        }
        return feeds;
    }
}
