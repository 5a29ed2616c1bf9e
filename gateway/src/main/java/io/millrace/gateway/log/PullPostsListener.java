package io.millrace.gateway.log;

import io.millrace.contracts.feed.PullPost;

/** Wants to know of posts that are not delivered. Called by one thread; must neither wait nor fail. */
@FunctionalInterface
public interface PullPostsListener {
    void happened(PullPost event);
}
