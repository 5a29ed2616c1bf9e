package io.millrace.gateway.log;

import io.millrace.contracts.posts.PostEvent;

/** Wants to know what happens to posts, on whatever gateway. Called in the order of the log, by one thread; must not wait. */
@FunctionalInterface
public interface PostsListener {
    void happened(PostEvent event);
}
