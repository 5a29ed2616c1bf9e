package io.millrace.gateway.feed;

import io.millrace.contracts.posts.PostId;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;

/** Somebody who waits for new posts. Hearing of some makes it look whether they show, and a hint is given when one does. */
final class HintSession {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private final Function<Collection<PostId>, Mono<Set<PostId>>> shown;
    private final Duration interval;
    private final AwaitedPosts awaited;
    private volatile @Nullable FluxSink<Boolean> sink;

    /**
     * @param shown which of some posts the feed shows
     * @param interval the shortest time between two hints
     */
    HintSession(Function<Collection<PostId>, Mono<Set<PostId>>> shown, Duration interval, Clock clock) {
        this.shown = shown;
        this.interval = interval;
        this.awaited = new AwaitedPosts(clock);
    }

    /**
     * The hints, each with a new post.
     *
     * @param joined is told when somebody waits, before anything is looked at
     * @param left is told when nobody does any more
     */
    Flux<PostId> hints(Consumer<HintSession> joined, Consumer<HintSession> left) {
        return Flux.<Boolean>create(
                        created -> {
                            sink = created;
                            created.onDispose(() -> left.accept(this));
                            joined.accept(this);
                        },
                        FluxSink.OverflowStrategy.LATEST)
                // Nothing is asked for in advance: what comes during the interval is one signal at its end.
                .concatMap(signal -> look(), 0);
    }

    /** There may be new posts. */
    void heardOf(Collection<PostId> posts) {
        awaited.add(posts);
        signal();
    }

    void end() {
        FluxSink<Boolean> ending = sink;
        if (ending != null) {
            ending.complete();
        }
    }

    private void signal() {
        FluxSink<Boolean> waiting = sink;
        if (waiting != null) {
            waiting.next(true);
        }
    }

    /** A hint and the interval after it, or nothing if nothing shows before patience ends. */
    private Flux<PostId> look() {
        return Mono.defer(() -> shown.apply(awaited.now()))
                .filter(posts -> !posts.isEmpty())
                .onErrorResume(error -> Mono.empty())
                .repeatWhenEmpty(looks ->
                        looks.takeWhile(look -> !awaited.isEmpty()).concatMap(look -> Mono.delay(LOOK_AGAIN), 1))
                .flatMapMany(posts -> {
                    awaited.remove(posts);
                    return Flux.just(posts.iterator().next())
                            .concatWith(Mono.delay(interval)
                                    .doOnNext(end -> signalAgain())
                                    .then(Mono.empty()));
                });
    }

    /** What was heard of before the hint and did not show then. */
    private void signalAgain() {
        if (!awaited.isEmpty()) {
            signal();
        }
    }
}
