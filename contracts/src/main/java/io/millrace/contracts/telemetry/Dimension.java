package io.millrace.contracts.telemetry;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** What clicks are counted by, beside time. Within a rollup the counts of each dimension add up to its total. */
public enum Dimension {
    COUNTRY,
    REFERRER,
    SOURCE,
    BROWSER,
    PLATFORM,
    DEVICE,
    /** The link that was visited; kept for owners and for the site only. */
    LINK;

    /** The value that stands for visits without one. */
    public static final String UNKNOWN = "unknown";

    /** The value that takes the counts beyond {@link Rollup#MAX_VALUES} different ones. */
    public static final String OTHER = "other";

    /** The name in JSON and in query strings. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static Dimension of(String wireName) {
        return Arrays.stream(values())
                .filter(dimension -> dimension.wireName().equals(wireName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No such dimension: " + wireName));
    }
}
