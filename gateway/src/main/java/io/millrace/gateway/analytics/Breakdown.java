package io.millrace.gateway.analytics;

import io.millrace.contracts.telemetry.Dimension;
import io.millrace.contracts.telemetry.Rollup;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a report can be broken down by: the dimensions of the rollups, and the hour of the day. */
enum Breakdown {
    COUNTRY(Dimension.COUNTRY),
    REFERRER(Dimension.REFERRER),
    SOURCE(Dimension.SOURCE),
    BROWSER(Dimension.BROWSER),
    PLATFORM(Dimension.PLATFORM),
    DEVICE(Dimension.DEVICE),
    LINK(Dimension.LINK),
    /** The hour of the day, {@code 00} to {@code 23} UTC. It is worked out from hourly rollups only. */
    HOUR(null);

    static final String NAMES = Arrays.stream(values()).map(Breakdown::wireName).collect(Collectors.joining(", "));

    private final @Nullable Dimension dimension;

    Breakdown(@Nullable Dimension dimension) {
        this.dimension = dimension;
    }

    static Optional<Breakdown> of(String wireName) {
        return Arrays.stream(values())
                .filter(breakdown -> breakdown.wireName().equals(wireName))
                .findFirst();
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The rollup's visits by value. */
    Map<String, Long> of(Rollup rollup) {
        if (dimension != null) {
            return rollup.counts().getOrDefault(dimension, Map.of());
        }
        int hour = rollup.start().atZone(ZoneOffset.UTC).getHour();
        return Map.of(String.format(Locale.ROOT, "%02d", hour), rollup.total());
    }
}
