package io.millrace.bench;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.posts.PostId;
import io.millrace.storage.feed.FeedReads;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Looks when posts can be read in the feeds of some who follow their authors: asks each {@value #ASK_MILLIS} ms until the last of them
 * has the post. Of posts that are delivered it asks the table of feeds; what gateways do to a row, to look whether it may be
 * seen, is not in that.
 */
final class Arrivals implements AutoCloseable {
    static final int ASK_MILLIS = 10;

    private static final int READS_AT_ONCE = 64;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final FeedReads feeds;
    private final FeedPages pages;
    private final Thread thread = new Thread(this::watch, "arrivals");
    private final Queue<Watched> expected = new ConcurrentLinkedQueue<>();
    private final AtomicInteger missing = new AtomicInteger();
    private volatile boolean ended;

    Arrivals(FeedReads feeds, FeedPages pages) {
        this.feeds = feeds;
        this.pages = pages;
        thread.setDaemon(true);
        thread.start();
    }

    /** A post that was acknowledged at a moment of {@link System#nanoTime}. */
    private record Watched(PostId post, Queue<OwnerId> followers, boolean pages, long since, Latencies latencies) {}

    /** Adds to the latencies how long it takes from that moment on until all of these have the post. */
    void expect(PostId post, Receivers receivers, long since, Latencies latencies) {
        missing.incrementAndGet();
        expected.add(new Watched(post, new ArrayDeque<>(receivers.names()), receivers.pages(), since, latencies));
    }

    /** How many posts did not arrive yet. */
    int missing() {
        return missing.get();
    }

    /** Waits until all have arrived; not for ever. */
    void awaitAll(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (missing.get() > 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(ASK_MILLIS).toNanos());
        }
    }

    private void watch() {
        while (!ended) {
            long due = System.nanoTime() + Duration.ofMillis(ASK_MILLIS).toNanos();
            List<Watched> arrived = Flux.fromIterable(expected)
                    .flatMap(watched -> look(watched).filter(all -> all).map(all -> watched), READS_AT_ONCE)
                    .collectList()
                    .block(LIMIT);
            if (arrived != null) {
                expected.removeAll(arrived);
                missing.addAndGet(-arrived.size());
            }
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }

    /** Strikes those off who have the post, up to the first who has not. */
    private Mono<Boolean> look(Watched watched) {
        OwnerId follower = watched.followers().peek();
        if (follower == null) {
            watched.latencies().add(System.nanoTime() - watched.since());
            return Mono.just(true);
        }
        Mono<Boolean> has = watched.pages() ? pages.have(follower, watched.post()) : isRow(follower, watched.post());
        return has.flatMap(there -> {
            if (!there) {
                return Mono.just(false);
            }
            watched.followers().remove();
            return look(watched);
        });
    }

    private Mono<Boolean> isRow(OwnerId follower, PostId post) {
        return feeds.newest(follower, new PostId(post.value() + 1), 1)
                .map(found -> !found.isEmpty() && found.get(0).post().equals(post));
    }

    @Override
    public void close() throws InterruptedException {
        ended = true;
        thread.join();
    }
}
