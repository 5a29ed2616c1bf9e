package io.millrace.infra.topics;

/** The topics cannot be brought to the catalogue; the message is a sentence for the operator. */
public final class TopicsException extends RuntimeException {
    TopicsException(String message) {
        super(message);
    }

    TopicsException(String message, Throwable cause) {
        super(message, cause);
    }
}
