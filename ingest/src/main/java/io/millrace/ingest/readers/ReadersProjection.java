package io.millrace.ingest.readers;

import io.millrace.contracts.Topic;
import io.millrace.contracts.Topics;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.feed.Seen;
import io.millrace.ingest.log.LogUnavailable;
import io.millrace.ingest.log.Projection;
import io.millrace.storage.expiry.Due;
import io.millrace.storage.expiry.DueWrites;
import io.millrace.storage.feed.ReaderWrites;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Keeps when readers were last there, puts a reminder for when they have been away for long, and wakes those who return. */
public final class ReadersProjection implements Projection<Seen> {
    private static final int READERS_AT_ONCE = 16;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final ReaderWrites readers;
    private final DueWrites due;
    private final Edges edges;
    private final Duration idle;
    private final Clock clock;

    /** @param idle how long after somebody was last there their feed is no longer written */
    public ReadersProjection(ReaderWrites readers, DueWrites due, Edges edges, Duration idle, Clock clock) {
        this.readers = readers;
        this.due = due;
        this.edges = edges;
        this.idle = idle;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "readers";
    }

    @Override
    public Topic topic() {
        return Topics.FEED_READERS;
    }

    @Override
    public EventFamily<Seen> family() {
        return EventFamily.SEEN;
    }

    @Override
    public Mono<Void> apply(List<Seen> events) {
        Map<OwnerId, Seen> last = new LinkedHashMap<>();
        events.forEach(event ->
                last.merge(event.user(), event, (one, other) -> other.at().isBefore(one.at()) ? one : other));
        List<Due> reminders = last.values().stream().map(this::reminder).toList();
        return due.put(reminders)
                .thenMany(Flux.fromIterable(last.values()))
                .flatMap(this::seen, READERS_AT_ONCE)
                .then();
    }

    private Due reminder(Seen event) {
        return IdleReaders.due(event.user(), event.at().plus(idle));
    }

    /** What is said of the log is said again until it is taken: a reader who stayed away in part would miss posts. */
    private Mono<Void> seen(Seen event) {
        OwnerId user = event.user();
        return readers.seen(user, event.at())
                .then(edges.anyAsleep(user))
                .filter(asleep -> asleep)
                // Before the first of them wakes, so that whoever sees one awake can know that posts may still be on
                // their way.
                .flatMap(asleep -> readers.woken(user, clock.instant())
                        .then(edges.wake(user))
                        .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_PAUSE)
                                .maxBackoff(LONGEST_PAUSE)
                                .filter(LogUnavailable.class::isInstance)))
                .then();
    }
}
