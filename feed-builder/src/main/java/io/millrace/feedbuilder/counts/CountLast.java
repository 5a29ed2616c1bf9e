package io.millrace.feedbuilder.counts;

import io.millrace.feedbuilder.records.Destination;
import io.millrace.feedbuilder.records.Outgoing;
import io.millrace.streams.writeback.NodeForward;
import io.millrace.streams.writeback.WriteBackStore;
import java.nio.ByteBuffer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Keeps of each thing what was said of it last, and counts those of which it counts; passes on each changed count once a commit.
 * What is said again, or was said before something later, changes nothing.
 */
final class CountLast<E> extends ContextualProcessor<byte[], E, Destination, byte[]> {
    private static final int ROW = Long.BYTES + 1;

    private final Counting<E> counting;
    private final Outgoing outgoing;
    private KeyValueStore<Bytes, byte[]> said;
    private WriteBackStore<String, Tally> counts;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
    CountLast(Counting<E> counting) {
        this.counting = counting;
        this.outgoing = new Outgoing("/feed-builder/" + counting.name());
    }

    /**
     * What is counted.
     *
     * @param name of the events
     * @param said the store of what was said last
     * @param counts the store of counts
     * @param thing of what an event says something
     * @param place rises with each event of the same thing
     * @param counted whether the thing counts, going by that event
     * @param subject for what it counts
     */
    record Counting<E>(
            String name,
            String said,
            String counts,
            Function<E, byte[]> thing,
            ToLongFunction<E> place,
            Predicate<E> counted,
            Function<E, String> subject) {}

    @Override
    public void init(ProcessorContext<Destination, byte[]> context) {
        super.init(context);
        said = context.getStateStore(counting.said());
        counts = context.getStateStore(counting.counts());
        NodeForward<Destination, byte[]> onward = new NodeForward<>(context);
        counts.onFlush((subject, count) ->
                onward.forward(outgoing.count(CountForm.count(count), count, context.currentSystemTimeMs())));
        counts.onFull(context::commit);
    }

    @Override
    public void process(Record<byte[], E> record) {
        E event = record.value();
        if (event == null) {
            return;
        }
        Bytes thing = Bytes.wrap(counting.thing().apply(event));
        long place = counting.place().applyAsLong(event);
        byte[] before = said.get(thing);
        if (before != null && ByteBuffer.wrap(before).getLong() >= place) {
            return;
        }
        boolean counted = before != null && before[Long.BYTES] == 1;
        boolean counts = counting.counted().test(event);
        said.put(
                thing,
                ByteBuffer.allocate(ROW)
                        .putLong(place)
                        .put((byte) (counts ? 1 : 0))
                        .array());
        if (counts != counted) {
            this.counts.edit(counting.subject().apply(event)).add(counts ? 1 : -1);
        }
    }
}
