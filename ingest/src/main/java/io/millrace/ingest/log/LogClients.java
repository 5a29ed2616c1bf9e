package io.millrace.ingest.log;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.contracts.Topic;
import io.millrace.contracts.event.EventFamily;

/** Makes what the features read and write the log with. */
public final class LogClients {
    private final LogAddress address;
    private final MeterRegistry meters;

    public LogClients(LogAddress address, MeterRegistry meters) {
        this.address = address;
        this.meters = meters;
    }

    /** Feeds a projection from its topic, in a consumer group of its own; whoever asks starts and stops it. */
    public <E> ProjectionRunner<E> runner(Projection<E> projection) {
        return new ProjectionRunner<>(projection, address, meters);
    }

    /** Appends events to a topic; whoever asks closes it. */
    public <E> EventAppender<E> appender(Topic topic, EventFamily<E> family) {
        return new EventAppender<>(address, topic, family);
    }

    /** Where what happens is counted. */
    public MeterRegistry meters() {
        return meters;
    }
}
