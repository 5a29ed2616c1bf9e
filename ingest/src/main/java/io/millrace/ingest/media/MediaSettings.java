package io.millrace.ingest.media;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How photos are rendered.
 *
 * @param threads how many are decoded at the same time; one for each processor when left out
 * @param decodeLimit how long decoding one may take
 * @param memory how much those that are decoded may take together; a quarter of the heap when left out
 */
@ConfigurationProperties("millrace.media")
public record MediaSettings(
        @Nullable Integer threads,
        @DefaultValue("10s") Duration decodeLimit,
        @Nullable DataSize memory) {
    private static final int SHARE_OF_HEAP = 4;

    public MediaSettings {
        if (threads != null && threads < 1) {
            throw new IllegalArgumentException("millrace.media.threads must be at least 1");
        }
        if (decodeLimit.isNegative() || decodeLimit.isZero()) {
            throw new IllegalArgumentException("millrace.media.decode-limit must be positive, for example 10s");
        }
        if (memory != null && memory.toMegabytes() < 64) {
            throw new IllegalArgumentException("millrace.media.memory must be at least 64MB, for example 256MB");
        }
    }

    int threadCount() {
        return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    }

    long memoryBytes() {
        return memory == null ? Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP : memory.toBytes();
    }
}
