package io.millrace.ingest.media.pictures;

/** A picture that cannot be shown. The message says why, in words for whoever uploaded it. */
public final class BrokenPicture extends Exception {
    private static final long serialVersionUID = 1L;

    BrokenPicture(String reason) {
        super(reason);
    }

    BrokenPicture(String reason, Throwable cause) {
        super(reason, cause);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }

    static BrokenPicture truncated() {
        return new BrokenPicture("The picture ends too early: a part of the file is missing");
    }
}
