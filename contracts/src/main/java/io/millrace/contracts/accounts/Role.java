package io.millrace.contracts.accounts;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What an account may do. */
public enum Role {
    /** Everything with what is its own. */
    @JsonProperty("user")
    USER,
    /** That, and to see and take down what belongs to others. */
    @JsonProperty("admin")
    ADMIN
}
