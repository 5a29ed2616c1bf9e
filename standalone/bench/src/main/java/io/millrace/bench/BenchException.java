package io.millrace.bench;

/** A benchmark cannot be run; the message is a sentence for the person who tried. */
final class BenchException extends RuntimeException {
    BenchException(String message) {
        super(message);
    }

    BenchException(String message, Throwable cause) {
        super(message, cause);
    }
}
