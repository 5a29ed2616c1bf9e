package io.millrace.contracts.accounts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Whoever owns links and other things.
 *
 * @param value 1 to 64 characters of {@code [a-z0-9._-]}
 */
public record OwnerId(@JsonValue String value) {
    private static final int MAX_LENGTH = 64;

    /** The owner of what is made before accounts exist, and of anonymous links. */
    public static final OwnerId DEFAULT = new OwnerId("default");

    @JsonCreator
    public OwnerId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("An owner id is 1 to 64 characters of [a-z0-9._-]: " + value);
        }
    }

    /** By hand: a fanout reads hundreds of thousands in a second. */
    private static boolean isValid(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '.' || c == '_' || c == '-')) {
                return false;
            }
        }
        return !value.isEmpty() && value.length() <= MAX_LENGTH;
    }

    @Override
    public String toString() {
        return value;
    }
}
