package io.millrace.feedbuilder.counts;

import io.millrace.contracts.event.EventCodec;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.event.Json;
import io.millrace.contracts.posts.Count;
import io.millrace.streams.writeback.HeapBounds;
import io.millrace.streams.writeback.StoredForm;
import io.millrace.streams.writeback.WriteBackStoreBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import tools.jackson.databind.ObjectReader;

/**
 * Counts are stored as the events that they become: written once, they are state and event both. Revisions are moments in
 * microseconds, so that they go on rising where the state was lost and is made again.
 */
public final class CountForm implements StoredForm<String, Tally> {
    private static final HeapBounds BOUNDS = new HeapBounds(1024 * 1024, 10_000);
    private static final EventCodec<Count> CODEC = new EventCodec<>(EventFamily.COUNTS);
    private static final ObjectReader READER = Json.MAPPER.readerFor(Count.class);

    private final Count.Of of;
    private final Clock clock;

    private CountForm(Count.Of of, Clock clock) {
        this.of = of;
        this.clock = clock;
    }

    /** A store of counts by their subjects, over one of bytes. */
    public static WriteBackStoreBuilder<String, Tally> store(
            KeyValueBytesStoreSupplier inner, Count.Of of, Clock clock) {
        return new WriteBackStoreBuilder<>(inner, new CountForm(of, clock), BOUNDS);
    }

    /** Reads a count as it is stored. */
    public static Count count(byte[] value) {
        return READER.readValue(value);
    }

    @Override
    public byte[] key(String subject) {
        return subject.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] value(String subject, Tally tally, int partition) {
        tally.revise(ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()));
        return CODEC.value(new Count(of, subject, tally.value(), tally.revision()));
    }

    @Override
    public Tally read(byte[] value) {
        Count count = count(value);
        return new Tally(count.value(), count.revision());
    }

    @Override
    public Tally fresh() {
        return new Tally(0, 0);
    }
}
