package io.millrace.storage.graph;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.graph.GraphEvent.Following;

/**
 * How one account stands to another that it follows or asked to.
 *
 * @param follower who
 * @param followee whom
 * @param state how; {@link Following#NONE} only where what has ended is asked for
 * @param since in microseconds since 1970
 */
public record GraphEdge(OwnerId follower, OwnerId followee, Following state, long since) {}
