package io.millrace.contracts.posts;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who may see a post. */
public enum Audience {
    /** Everybody whom its author has not blocked. */
    @JsonProperty("public")
    PUBLIC,
    /** Its author and those who follow. */
    @JsonProperty("followers")
    FOLLOWERS,
    /** Its author alone. */
    @JsonProperty("private")
    PRIVATE
}
