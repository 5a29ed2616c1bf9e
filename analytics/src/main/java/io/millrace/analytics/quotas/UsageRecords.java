package io.millrace.analytics.quotas;

import io.millrace.contracts.event.Event;
import io.millrace.contracts.event.EventCodec;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.event.Json;
import io.millrace.contracts.usage.Usage;
import java.time.Instant;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import tools.jackson.databind.ObjectReader;

/** Makes the records that carry usages. */
final class UsageRecords {
    private static final EventCodec<Usage> CODEC = new EventCodec<>(EventFamily.USAGE);
    private static final ObjectReader READER = Json.MAPPER.readerFor(Usage.class);
    private static final String SOURCE = "/analytics/quotas";

    private UsageRecords() {}

    static Record<String, byte[]> of(byte[] usage, long now) {
        return of(READER.<Usage>readValue(usage), usage, now);
    }

    static Record<String, byte[]> of(Usage usage, long now) {
        return of(usage, CODEC.value(usage), now);
    }

    private static Record<String, byte[]> of(Usage usage, byte[] value, long now) {
        RecordHeaders headers = new RecordHeaders();
        String id = usage.key() + "|" + usage.revision();
        CODEC.headers(new Event<>(id, SOURCE, Instant.ofEpochMilli(now), usage)).forEach(headers::add);
        return new Record<>(usage.key(), value, now, headers);
    }
}
