package io.millrace.contracts.event;

import org.jspecify.annotations.Nullable;

/** A record that is not an event of the expected family: it belongs in the consumer's dead-letter topic. */
public final class UnreadableEvent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableEvent(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
