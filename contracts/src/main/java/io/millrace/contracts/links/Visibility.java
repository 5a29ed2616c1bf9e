package io.millrace.contracts.links;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who may follow a link. */
public enum Visibility {
    /** Whoever has the address. */
    @JsonProperty("public")
    PUBLIC,
    /** The owner and those named in {@link Link#allow()}. */
    @JsonProperty("private")
    PRIVATE
}
