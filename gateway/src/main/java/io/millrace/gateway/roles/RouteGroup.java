package io.millrace.gateway.roles;

/**
 * Routes that are deployed together. Accounts, sessions, quotas, telemetry, health and metrics are answered by every gateway.
 */
public enum RouteGroup {
    /** Short addresses, with the fast lane, and what makes and lists them. */
    LINKS,
    /** Texts. */
    PASTES,
    /** What takes photos, videos and posts in. */
    UPLOAD,
    /** What shows them; needs neither the log nor much of anything but memory. */
    VIEW,
    /** Feeds. */
    FEED,
    /** Pages for people, and what they are made of. */
    PAGES
}
