package io.millrace.ingest.log;

import io.millrace.contracts.Topic;
import io.millrace.contracts.Topics;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.links.LinkEvent;
import io.millrace.ingest.TestLinks;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** A view of links in memory whose every write goes as the test says. */
final class RecordingProjection implements Projection<LinkEvent> {
    private final List<LinkEvent> applied = new ArrayList<>();
    private volatile Function<List<LinkEvent>, Mono<Void>> write = events -> Mono.empty();
    private volatile int calls;

    /** Sets how a write goes; what it completes is applied. */
    void onWrite(Function<List<LinkEvent>, Mono<Void>> newWrite) {
        write = newWrite;
    }

    @Override
    public String name() {
        return "recorder";
    }

    @Override
    public Topic topic() {
        return Topics.LINKS;
    }

    @Override
    public EventFamily<LinkEvent> family() {
        return EventFamily.LINKS;
    }

    @Override
    public Mono<Void> apply(List<LinkEvent> events) {
        count();
        return write.apply(events).then(Mono.fromRunnable(() -> record(events)));
    }

    private synchronized void count() {
        calls++;
    }

    private synchronized void record(List<LinkEvent> events) {
        applied.addAll(events);
    }

    int calls() {
        return calls;
    }

    synchronized List<LinkEvent> applied() {
        return List.copyOf(applied);
    }

    /** The versions of one key that were applied, in the order in which they were. */
    List<Long> versions(String key) {
        return applied().stream()
                .filter(event -> event.key().value().equals(key))
                .map(TestLinks::version)
                .toList();
    }
}
