package io.millrace.contracts.posts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;

/**
 * Names a post. Later ones are greater. A string in JSON, because not every reader of JSON has 64-bit numbers.
 *
 * @param value laid out as {@link TimeOrderedId} says
 */
public record PostId(long value) implements Comparable<PostId> {
    public PostId {
        if (value < 0) {
            throw new IllegalArgumentException("An id is not negative: " + value);
        }
    }

    /** @throws IllegalArgumentException if the text is no id */
    @JsonCreator
    public static PostId parse(String text) {
        return new PostId(TimeOrderedId.parse(text));
    }

    /** When it was made, in milliseconds precision. */
    public Instant time() {
        return TimeOrderedId.time(value);
    }

    @Override
    public int compareTo(PostId other) {
        return Long.compare(value, other.value);
    }

    @JsonValue
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
