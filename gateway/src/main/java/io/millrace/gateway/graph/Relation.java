package io.millrace.gateway.graph;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.graph.GraphEvent.Following;
import io.millrace.storage.graph.Block;
import io.millrace.storage.graph.GraphEdge;

/**
 * One thing between an account and another: that it follows it, blocks it, or is blocked by it.
 *
 * @param kind which of them
 * @param other the other account
 * @param state how it follows; for blocks {@link Following#FOLLOWING} while they stand
 * @param since from when on, in microseconds since 1970
 */
record Relation(Kind kind, OwnerId other, Following state, long since) {
    enum Kind {
        FOLLOWS,
        BLOCKS,
        BLOCKED_BY
    }

    static Relation of(GraphEdge edge) {
        return new Relation(Kind.FOLLOWS, edge.followee(), edge.state(), edge.since());
    }

    static Relation blocks(Block block) {
        return block(Kind.BLOCKS, block.blocked(), true, block.since());
    }

    static Relation blockedBy(Block block) {
        return block(Kind.BLOCKED_BY, block.blocker(), true, block.since());
    }

    static Relation block(Kind kind, OwnerId other, boolean stands, long since) {
        return new Relation(kind, other, stands ? Following.FOLLOWING : Following.NONE, since);
    }

    /** Sorts kinds apart, and names within. */
    String key() {
        return key(kind, other);
    }

    static String key(Kind kind, OwnerId other) {
        return kind.ordinal() + other.value();
    }
}
