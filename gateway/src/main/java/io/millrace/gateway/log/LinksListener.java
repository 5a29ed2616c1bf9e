package io.millrace.gateway.log;

import io.millrace.contracts.links.LinkEvent;

/** Wants to know what happens to links, on whatever gateway. Called in the order of the log, by one thread; must not wait. */
@FunctionalInterface
public interface LinksListener {
    void happened(LinkEvent event);
}
