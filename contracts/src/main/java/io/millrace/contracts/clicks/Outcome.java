package io.millrace.contracts.clicks;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a visit was answered. */
public enum Outcome {
    /** With a redirect to the target. */
    @JsonProperty("redirected")
    REDIRECTED,
    /** Not found: nothing has that address. Such orphan visits are counted apart, for the whole site only. */
    @JsonProperty("unknown")
    UNKNOWN,
    /** With the text of a paste. */
    @JsonProperty("read")
    READ
}
