package io.millrace.contracts.links;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The last part of a short address: an issued key of 6 to 10 base62 characters, or an alias.
 *
 * @param value 3 to 64 characters of {@code [A-Za-z0-9_-]}; case matters
 */
public record LinkKey(@JsonValue String value) implements Comparable<LinkKey> {
    public static final int MIN_LENGTH = 3;
    public static final int MAX_LENGTH = 64;

    @JsonCreator
    public LinkKey {
        if (!isValid(value)) {
            throw new IllegalArgumentException("A link key is 3 to 64 characters of [A-Za-z0-9_-]");
        }
    }

    /** Whether the text has the form of a key; says nothing about whether a link has it. */
    public static boolean isValid(CharSequence text) {
        int length = text.length();
        if (length < MIN_LENGTH || length > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            boolean allowed =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-';
            if (!allowed) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int compareTo(LinkKey other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
