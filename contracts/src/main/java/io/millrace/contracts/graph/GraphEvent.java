package io.millrace.contracts.graph;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.millrace.contracts.accounts.OwnerId;
import java.time.Instant;

/**
 * What changed between two accounts. All that concerns those who follow an account is in one partition, that of
 * {@link #subject()}, in one order. Of two events about the same pair the one with the later moment holds, whatever their order
 * in the log, so that every view agrees.
 */
public sealed interface GraphEvent {
    /** The account that is followed, or that blocks. */
    OwnerId subject();

    /** The account that follows, or that is blocked. */
    OwnerId other();

    /** Since when, in microseconds precision. */
    Instant at();

    <R> R accept(Handler<R> handler);

    /** The record's key: follows and blocks between the same two are kept apart. */
    default String key() {
        String kind = accept(new Handler<String>() {
            @Override
            public String follow(FollowChanged event) {
                return "<";
            }

            @Override
            public String block(BlockChanged event) {
                return "|";
            }
        });
        return subject() + kind + other();
    }

    /** One case for each event; a new event makes the compiler list the handlers to complete. */
    interface Handler<R> {
        R follow(FollowChanged event);

        R block(BlockChanged event);
    }

    /** How one account stands to another that it may follow. */
    enum Following {
        @JsonProperty("none")
        NONE,
        /** The other account lets nobody follow unasked, and was asked. */
        @JsonProperty("requested")
        REQUESTED,
        @JsonProperty("following")
        FOLLOWING,
        /** It follows, but was not seen for so long that its feed is not written until it returns. */
        @JsonProperty("asleep")
        ASLEEP;

        /** Whether it may see what is for followers. */
        public boolean follows() {
            return this == FOLLOWING || this == ASLEEP;
        }
    }

    /** An account follows another, asks to, or does no longer. */
    record FollowChanged(OwnerId follower, OwnerId followee, Following state, Instant at) implements GraphEvent {
        public FollowChanged {
            requireNonNull(follower, "follower");
            requireNonNull(followee, "followee");
            requireNonNull(state, "state");
            requireNonNull(at, "at");
            if (follower.equals(followee)) {
                throw new IllegalArgumentException("Nobody follows themselves: " + follower);
            }
        }

        @Override
        public OwnerId subject() {
            return followee;
        }

        @Override
        public OwnerId other() {
            return follower;
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.follow(this);
        }
    }

    /** An account blocks another or does no longer. That neither follows the other then is told by events of their own. */
    record BlockChanged(OwnerId blocker, OwnerId blocked, boolean blocks, Instant at) implements GraphEvent {
        public BlockChanged {
            requireNonNull(blocker, "blocker");
            requireNonNull(blocked, "blocked");
            requireNonNull(at, "at");
            if (blocker.equals(blocked)) {
                throw new IllegalArgumentException("Nobody blocks themselves: " + blocker);
            }
        }

        @Override
        public OwnerId subject() {
            return blocker;
        }

        @Override
        public OwnerId other() {
            return blocked;
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.block(this);
        }
    }
}
