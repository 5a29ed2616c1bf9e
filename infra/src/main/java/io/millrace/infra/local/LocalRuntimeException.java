package io.millrace.infra.local;

/** The engines cannot be started; the message is a sentence for the person who tried. */
public final class LocalRuntimeException extends RuntimeException {
    public LocalRuntimeException(String message) {
        super(message);
    }

    public LocalRuntimeException(String message, Throwable cause) {
        super(message, cause);
    }
}
