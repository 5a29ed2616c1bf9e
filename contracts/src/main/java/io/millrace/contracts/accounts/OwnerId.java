package io.millrace.contracts.accounts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Whoever owns links and other things.
 *
 * @param value 1 to 64 characters of {@code [a-z0-9._-]}
 */
public record OwnerId(@JsonValue String value) {
    /** The owner of what is made before accounts exist, and of anonymous links. */
    public static final OwnerId DEFAULT = new OwnerId("default");

    @JsonCreator
    public OwnerId {
        if (!value.matches("[a-z0-9._-]{1,64}")) {
            throw new IllegalArgumentException("An owner id is 1 to 64 characters of [a-z0-9._-]: " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
