package io.millrace.feedbuilder.fanout;

/** How the posts of an author get into feeds. */
enum Mode {
    /** They are written into the feed of each follower. */
    PUSH,
    /** Whoever reads a feed fetches them. */
    PULL
}
