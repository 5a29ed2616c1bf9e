package io.millrace.infra.local;

import org.jspecify.annotations.Nullable;

/** The engines cannot be started; the message is a sentence for the person who tried. */
public final class LocalRuntimeException extends RuntimeException {
    public LocalRuntimeException(String message) {
        super(message);
    }

    public LocalRuntimeException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
