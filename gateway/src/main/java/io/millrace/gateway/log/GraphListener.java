package io.millrace.gateway.log;

import io.millrace.contracts.graph.GraphEvent;

/**
 * Wants to know who follows and who blocks whom, on whatever gateway. Called in the order of each partition of the log, by one
 * thread; must not wait.
 */
@FunctionalInterface
public interface GraphListener {
    void happened(GraphEvent event);
}
