package io.millrace.analytics.quotas;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.streams.writeback.NodeForward;
import io.millrace.streams.writeback.WriteBackStore;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Counts what the events of one topic cost their owners, by the hour; passes on each count that changed, once a commit. */
abstract class CountUsage<K, E> implements Processor<K, E, String, byte[]> {
    /** How long a count may still change; afterwards it stands in the table only. */
    private static final Duration KEPT = Duration.ofDays(8);

    private static final Duration SWEEP_INTERVAL = Duration.ofMinutes(1);
    private static final int SWEPT_AT_ONCE = 1_000;

    private final String store;
    private WriteBackStore<UsageKey, UsageCount> counts;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
    CountUsage(String store) {
        this.store = store;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        counts = context.getStateStore(store);
        NodeForward<String, byte[]> onward = new NodeForward<>(context);
        counts.onFlush((key, usage) -> onward.forward(UsageRecords.of(usage, context.currentSystemTimeMs())));
        counts.onFull(context::commit);
        // By the records' time: a topic that is read again from its beginning counts the same again.
        context.schedule(
                SWEEP_INTERVAL,
                PunctuationType.STREAM_TIME,
                now -> counts.removeBefore(
                        UsageKey.firstAt(Instant.ofEpochMilli(now).minus(KEPT)), SWEPT_AT_ONCE));
    }

    @Override
    public void process(Record<K, E> record) {
        if (record.value() != null) {
            count(record.value());
        }
    }

    abstract void count(E event);

    final UsageCount of(OwnerId owner, Instant at) {
        return counts.edit(UsageKey.at(owner, at));
    }
}
