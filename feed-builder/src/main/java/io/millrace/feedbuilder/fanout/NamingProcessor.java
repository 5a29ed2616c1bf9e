package io.millrace.feedbuilder.fanout;

import io.millrace.feedbuilder.records.Destination;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Writes records that are named after the one that caused them. */
abstract class NamingProcessor<E> extends ContextualProcessor<byte[], E, Destination, byte[]> {
    private int written;

    @Override
    public final void process(Record<byte[], E> record) {
        written = 0;
        E event = record.value();
        if (event != null) {
            decide(event);
        }
    }

    abstract void decide(E event);

    /** A name for the next record, the same if the cause is worked again. */
    final String nextId() {
        String cause = context().recordMetadata().map(NamingProcessor::place).orElse("");
        return cause + "-" + written++;
    }

    private static String place(RecordMetadata metadata) {
        return metadata.partition() + "-" + metadata.offset();
    }

    final long now() {
        return context().currentSystemTimeMs();
    }
}
