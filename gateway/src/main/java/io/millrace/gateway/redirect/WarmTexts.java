package io.millrace.gateway.redirect;

import io.millrace.contracts.accounts.OwnerId;
import org.jspecify.annotations.Nullable;

/** Texts that a fast lane may give out: they are in memory, and open to all. */
@FunctionalInterface
public interface WarmTexts {
    /** None at all. */
    WarmTexts NONE = key -> null;

    /**
     * A whole answer.
     *
     * @param owner whose text it is
     * @param head the status line and the header, to its end; not to be written to
     * @param body as many bytes as the header says; not to be written to
     */
    record WarmText(OwnerId owner, byte[] head, byte[] body) {}

    /** The text with that key as it is answered to a plain GET; null says nothing about whether there is one. */
    @Nullable
    WarmText peek(String key);
}
