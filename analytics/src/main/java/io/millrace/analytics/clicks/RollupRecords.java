package io.millrace.analytics.clicks;

import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.event.EventHeaders;
import io.millrace.contracts.telemetry.Rollup;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

/** Makes the records that carry rollups. */
final class RollupRecords {
    private static final byte[] SPEC_VERSION = ascii("1.0");
    private static final byte[] JSON = ascii("application/json");
    private static final byte[] TYPE = ascii(EventFamily.ROLLUPS.types().entrySet().stream()
            .filter(type -> type.getValue() == Rollup.class)
            .findFirst()
            .orElseThrow()
            .getKey());

    private final int part;
    private final byte[] source;
    private long made;

    RollupRecords(int part) {
        this.part = part;
        this.source = ascii("/analytics/clicks/" + part);
    }

    /** @param rollup the rollup as JSON */
    Record<String, byte[]> record(TallyKey key, byte[] rollup, long now) {
        String name = name(key);
        Headers headers = new RecordHeaders()
                .add(EventHeaders.SPEC_VERSION, SPEC_VERSION)
                .add(EventHeaders.ID, ascii(Long.toHexString(now) + "-" + made++))
                .add(EventHeaders.TYPE, TYPE)
                .add(EventHeaders.SOURCE, source)
                .add(EventHeaders.TIME, ascii(Instant.ofEpochMilli(now).toString()))
                .add(EventHeaders.CONTENT_TYPE, JSON);
        return new Record<>(name, rollup, now, headers);
    }

    /** The same as {@link Rollup#key()}, which a test holds. */
    private String name(TallyKey key) {
        return key.subject() + "|" + key.grain().name().toLowerCase(Locale.ROOT) + "|" + key.start() + "|" + part;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
