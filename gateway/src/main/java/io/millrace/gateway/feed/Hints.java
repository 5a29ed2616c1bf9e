package io.millrace.gateway.feed;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.feed.Delivery;
import io.millrace.contracts.feed.PullPost;
import io.millrace.contracts.posts.PostId;
import io.millrace.gateway.log.PullPostsListener;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Tells those who wait that there is something new in their feed. What this gateway hears of deliveries only makes it look: a
 * hint is given when the feed, read as its reader would, shows a new post. So it is never too early, and never gives away what
 * may not be seen.
 *
 * <p>A session is told at once of the first, and then at most once in each interval, at its end, of what came meanwhile. When the
 * gateway stops, all sessions end first.
 */
final class Hints implements PullPostsListener, SmartLifecycle {
    private static final Duration RETRY = Duration.ofSeconds(30);

    private final BiFunction<OwnerId, Collection<PostId>, Mono<Set<PostId>>> shown;
    private final Function<Consumer<Delivery>, Disposable> deliveries;
    private final FeedSettings settings;
    private final Clock clock;
    private final ConcurrentMap<OwnerId, Set<HintSession>> sessions = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private @Nullable Disposable listening;
    private volatile boolean running;

    /**
     * @param shown which of some posts a reader's feed shows
     * @param deliveries tells a listener of each delivery, until that is disposed of
     */
    Hints(
            BiFunction<OwnerId, Collection<PostId>, Mono<Set<PostId>>> shown,
            Function<Consumer<Delivery>, Disposable> deliveries,
            FeedSettings settings,
            Clock clock) {
        this.shown = shown;
        this.deliveries = deliveries;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * New posts from now on, each hint with one of them, until the gateway stops.
     *
     * @throws Problem if as many wait as may
     */
    Flux<PostId> follow(OwnerId reader) {
        if (open.get() >= settings.maxSessions()) {
            throw Problem.unavailable("Too many wait for new posts here", RETRY);
        }
        Set<HintSession> mine = sessions.get(reader);
        if (mine != null && mine.size() >= settings.sessionsPerReader()) {
            throw Problem.of(
                    ProblemType.TOO_MANY_REQUESTS,
                    "You wait for new posts " + settings.sessionsPerReader() + " times already; close some pages");
        }
        return Flux.defer(() -> new HintSession(posts -> shown.apply(reader, posts), settings.hintInterval(), clock)
                .hints(session -> join(reader, session), session -> leave(reader, session)));
    }

    private synchronized void join(OwnerId reader, HintSession session) {
        if (!running) {
            session.end();
            return;
        }
        sessions.computeIfAbsent(reader, name -> ConcurrentHashMap.newKeySet()).add(session);
        open.incrementAndGet();
        if (listening == null) {
            listening = deliveries.apply(this::delivered);
        }
    }

    private synchronized void leave(OwnerId reader, HintSession session) {
        sessions.computeIfPresent(reader, (name, mine) -> {
            if (mine.remove(session)) {
                open.decrementAndGet();
            }
            return mine.isEmpty() ? null : mine;
        });
        if (sessions.isEmpty() && listening != null) {
            listening.dispose();
            listening = null;
        }
    }

    private void delivered(Delivery delivery) {
        for (OwnerId follower : delivery.followers()) {
            Set<HintSession> waiting = sessions.get(follower);
            if (waiting != null) {
                waiting.forEach(session -> session.heardOf(delivery.posts()));
            }
        }
    }

    /** Each session looks whether it concerns it. */
    @Override
    public void happened(PullPost event) {
        if (!event.gone() && AwaitedPosts.isNew(event.post(), clock.instant())) {
            sessions.values().forEach(mine -> mine.forEach(session -> session.heardOf(List.of(event.post()))));
        }
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        List<HintSession> ending;
        synchronized (this) {
            running = false;
            ending = sessions.values().stream().flatMap(Set::stream).toList();
        }
        ending.forEach(session -> session.end());
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
