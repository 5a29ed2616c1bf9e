package io.millrace.infra.cql;

/** The schema cannot be brought up to date; the message is a sentence for the operator. */
public final class MigrationException extends RuntimeException {
    MigrationException(String message) {
        super(message);
    }

    MigrationException(String message, Throwable cause) {
        super(message, cause);
    }
}
