package io.millrace.gateway.access;

/** What one may want of a link, a paste or whatever else belongs to somebody. */
public enum Right {
    /** What it is there for: to be led to a link's target, to read a paste's text. */
    READ,
    /** Its settings: to whom it is open, how often it may be visited, its title and tags. */
    SEE_SETTINGS,
    /** To change it. */
    WRITE,
    /** To take it away. */
    DELETE,
    /** Who visited it, and when. */
    SEE_TELEMETRY
}
