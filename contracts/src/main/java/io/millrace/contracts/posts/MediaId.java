package io.millrace.contracts.posts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;

/**
 * Names a photo or video. Later ones are greater. A string in JSON, because not every reader of JSON has 64-bit numbers.
 *
 * @param value laid out as {@link TimeOrderedId} says
 */
public record MediaId(long value) implements Comparable<MediaId> {
    public MediaId {
        if (value < 0) {
            throw new IllegalArgumentException("An id is not negative: " + value);
        }
    }

    /** @throws IllegalArgumentException if the text is no id */
    @JsonCreator
    public static MediaId parse(String text) {
        return new MediaId(TimeOrderedId.parse(text));
    }

    /** When it was made, in milliseconds precision. */
    public Instant time() {
        return TimeOrderedId.time(value);
    }

    @Override
    public int compareTo(MediaId other) {
        return Long.compare(value, other.value);
    }

    @JsonValue
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
