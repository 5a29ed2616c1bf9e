package io.millrace.contracts.telemetry;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.links.LinkKey;

/**
 * What is counted: one link or paste, all that an owner has, the whole site, or the visits of unknown addresses.
 *
 * @param value the subject in one word, for example {@code link:Ab3dE9x}
 */
public record Subject(@JsonValue String value) {
    public static final Subject SITE = new Subject("site");
    /** Visits of addresses that nothing has. */
    public static final Subject ORPHANS = new Subject("orphans");

    @JsonCreator
    public Subject {
        if (value.isEmpty() || value.length() > 128) {
            throw new IllegalArgumentException("A subject has 1 to 128 characters");
        }
    }

    public static Subject link(LinkKey key) {
        return new Subject("link:" + key);
    }

    public static Subject paste(LinkKey key) {
        return new Subject("paste:" + key);
    }

    public static Subject owner(OwnerId owner) {
        return new Subject("owner:" + owner);
    }

    @Override
    public String toString() {
        return value;
    }
}
