package io.millrace.contracts.posts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How many there are of something; an absolute number.
 *
 * @param of what is counted
 * @param subject the post or the account that it is counted for
 * @param value how many
 * @param revision rises with each new count of the same
 */
public record Count(Of of, String subject, long value, long revision) {
    /** What is counted. */
    public enum Of {
        @JsonProperty("likes")
        LIKES,
        @JsonProperty("followers")
        FOLLOWERS,
        /** Of an author that reach those who follow. */
        @JsonProperty("posts")
        POSTS
    }

    public Count {
        requireNonNull(of, "of");
        requireNonNull(subject, "subject");
        if (value < 0) {
            throw new IllegalArgumentException("A count is not negative: " + value);
        }
    }
}
