package io.millrace.ingest.log;

/** The log did not take an event; it may be there all the same. */
public final class LogUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LogUnavailable(Throwable cause) {
        super("The log does not answer: " + cause.getMessage(), cause);
    }
}
