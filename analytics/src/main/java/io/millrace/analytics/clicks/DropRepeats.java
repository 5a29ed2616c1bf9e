package io.millrace.analytics.clicks;

import io.micrometer.core.instrument.Counter;
import io.millrace.contracts.clicks.Click;
import io.millrace.contracts.clicks.ClickId;
import io.millrace.streams.writeback.WriteBackStore;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Lets each click pass once. */
final class DropRepeats implements Processor<byte[], Click, byte[], Click> {
    private final Counter repeats;
    private ProcessorContext<byte[], Click> context;
    private WriteBackStore<String, Mark> marks;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
    DropRepeats(Counter repeats) {
        this.repeats = repeats;
    }

    @Override
    public void init(ProcessorContext<byte[], Click> given) {
        context = given;
        marks = given.getStateStore(ClicksTopology.MARKS);
    }

    @Override
    public void process(Record<byte[], Click> record) {
        Click click = record.value();
        if (click == null) {
            return; // A tick.
        }
        ClickId id = click.id();
        if (marks.edit(id.journal()).raise(id.position(), context.currentSystemTimeMs())) {
            context.forward(record);
        } else {
            repeats.increment();
        }
    }
}
