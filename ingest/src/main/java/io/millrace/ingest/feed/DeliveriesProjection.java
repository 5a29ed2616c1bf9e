package io.millrace.ingest.feed;

import io.millrace.contracts.Topic;
import io.millrace.contracts.Topics;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.feed.Delivery;
import io.millrace.ingest.log.Projection;
import io.millrace.storage.feed.FeedPost;
import io.millrace.storage.feed.FeedWrites;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Writes each post that is delivered into the feed of each follower. The more deliveries wait, the more of them concern the same
 * feed, and these share a write: so what falls behind catches up faster.
 */
public final class DeliveriesProjection implements Projection<Delivery> {
    /** How many rows are held and written together at most, beside those of one delivery. */
    private static final int ROWS_TOGETHER = 100_000;

    private final FeedWrites feeds;

    public DeliveriesProjection(FeedWrites feeds) {
        this.feeds = feeds;
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
        return Flux.fromIterable(shares(deliveries))
                .concatMap(share -> Mono.defer(() -> feeds.add(byFeed(share))), 1)
                .then();
    }

    /** In shares of about as many rows as may be held. */
    private static List<List<Delivery>> shares(List<Delivery> deliveries) {
        List<List<Delivery>> shares = new ArrayList<>();
        int begin = 0;
        long rows = 0;
        for (int end = 0; end < deliveries.size(); end++) {
            Delivery delivery = deliveries.get(end);
            rows += (long) delivery.posts().size() * delivery.followers().size();
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
