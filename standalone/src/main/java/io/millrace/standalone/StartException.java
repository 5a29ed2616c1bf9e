package io.millrace.standalone;

/** Millrace cannot be started; the message is a sentence for the person who tried. */
final class StartException extends RuntimeException {
    StartException(String message) {
        super(message);
    }

    StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
