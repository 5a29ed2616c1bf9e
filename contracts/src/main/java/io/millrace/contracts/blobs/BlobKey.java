package io.millrace.contracts.blobs;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * Names an object in the object store, for example {@code pastes/8fWk2Qa/1}. A key, once used, is never given to other bytes.
 *
 * @param value parts of {@code [A-Za-z0-9_.-]} joined by slashes, none of which begins with a dot; at most 200 characters
 */
public record BlobKey(@JsonValue String value) {
    public static final int MAX_LENGTH = 200;

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]*(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*");

    @JsonCreator
    public BlobKey {
        if (value.length() > MAX_LENGTH || !FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("A blob key is at most " + MAX_LENGTH
                    + " characters: parts of [A-Za-z0-9_.-] joined by '/', none beginning with '.': " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
