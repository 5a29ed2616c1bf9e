package io.millrace.ingest.log;

import io.millrace.contracts.Topic;
import io.millrace.contracts.event.EventFamily;
import java.util.List;
import reactor.core.publisher.Mono;

/** Writes one view from the events of one topic. */
public interface Projection<E> {
    /** Names the view; its consumer group is named after it, and its dead letters say it. */
    String name();

    Topic topic();

    EventFamily<E> family();

    /** How many records are taken from the log together at most; offsets are acknowledged when all of them are written. */
    default int recordsTogether() {
        return 1_000;
    }

    /** Of how many partitions events are applied side by side at most. */
    default int partitionsTogether() {
        return Integer.MAX_VALUE;
    }

    /**
     * Writes what the events say. They are in the order of their partition; the same events may come again, and then must
     * change nothing.
     *
     * @return done when all is written. {@link io.millrace.storage.StorageUnavailable} lets the same events come again later;
     *     any other error makes them come in halves, and one that fails alone is a dead letter
     */
    Mono<Void> apply(List<E> events);
}
